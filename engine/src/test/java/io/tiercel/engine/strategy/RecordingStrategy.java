package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.testing.RecordingOrderPort;

/** Writes down what it is called with, and throws where a test wants that. */
final class RecordingStrategy implements Strategy {
    private final String name;
    private final RecordingOrderPort log;
    private Throwable failure;
    private long remembered;

    RecordingStrategy(final String name, final RecordingOrderPort log) {
        this.name = name;
        this.log = log;
    }

    /** Thrown out of every call from now on. */
    void failWith(final Throwable newFailure) {
        failure = newFailure;
    }

    void remember(final long value) {
        remembered = value;
    }

    long remembered() {
        return remembered;
    }

    @Override
    public void onBook(final Book book) {
        called("book " + book.instrumentId());
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        called("trade " + book.instrumentId() + " " + aggressorSide + " " + quantity + " at " + priceNanos);
    }

    @Override
    public void onSignal(final Signal signal) {
        called("signal " + signal.value());
    }

    @Override
    public void onAnalytics(final AnalyticsResult result) {
        called("analytics " + result.lane());
    }

    @Override
    public void onExecution(final Execution execution) {
        called("execution " + execution.kind());
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        called("timer " + timerId + " " + data);
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        called("session " + venueId + " " + phase);
    }

    @Override
    public void onParameterChanged(final String parameter) {
        called("parameter " + parameter);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.putLong(remembered);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        remembered = reader.takeLong();
    }

    private void called(final String what) {
        log.note(name + " " + what);
        if (failure != null) {
            RecordingStrategy.<RuntimeException>raise(failure);
        }
    }

    /** Whatever it is, checked or not: class files of other languages can do the same. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(final Throwable thrown) throws T {
        throw (T) thrown;
    }
}
