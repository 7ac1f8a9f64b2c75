package io.tiercel.engine.signal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.TreeSet;

/** A declared signal: its place in the graph, and what was last told of it. */
@HotPath
final class SignalNode {
    final int id;
    final String key;
    final Signal signal;
    /** Its own instrument and those of all signals upstream, rising: no other can reach it. */
    final int[] instrumentIds;

    private final int instrumentId;
    private final boolean takesBook;
    private final boolean takesQuote;
    private final boolean takesTrade;
    private final SignalNode[] upstream;

    private long toldBits;
    private boolean told;
    /** The number of the event that last gave a new value; not state, as no event goes by between two inputs. */
    private long changedAt;

    SignalNode(final int id, final SignalSpec spec, final SignalNode[] upstream, final Signal signal) {
        this.id = id;
        this.key = spec.key();
        this.signal = signal;
        this.instrumentId = spec.instrumentId();
        this.takesBook = spec.inputs().contains(SignalInput.BOOK);
        this.takesQuote = takesBook || spec.inputs().contains(SignalInput.QUOTE);
        this.takesTrade = spec.inputs().contains(SignalInput.TRADE);
        this.upstream = upstream;
        this.instrumentIds = instrumentIds(instrumentId, upstream);
    }

    @ColdPath
    private static int[] instrumentIds(final int own, final SignalNode[] upstream) {
        final TreeSet<Integer> ids = new TreeSet<>();
        ids.add(own);
        for (final SignalNode input : upstream) {
            for (final int id : input.instrumentIds) {
                ids.add(id);
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean takesBook(final int ofInstrumentId) {
        return takesBook && instrumentId == ofInstrumentId;
    }

    /** Also when it takes every change of the book. */
    boolean takesQuote(final int ofInstrumentId) {
        return takesQuote && instrumentId == ofInstrumentId;
    }

    boolean takesTrade(final int ofInstrumentId) {
        return takesTrade && instrumentId == ofInstrumentId;
    }

    /** Whether an update of one of these reaches this signal. */
    boolean takesAnyOf(final SignalNode[] nodes) {
        for (final SignalNode node : nodes) {
            for (final SignalNode input : upstream) {
                if (input == node) {
                    return true;
                }
            }
        }
        return false;
    }

    @ColdPath
    boolean declaredAs(final SignalSpec spec) {
        return instrumentId == spec.instrumentId()
                && takesBook == spec.inputs().contains(SignalInput.BOOK)
                && takesQuote == (takesBook || spec.inputs().contains(SignalInput.QUOTE))
                && takesTrade == spec.inputs().contains(SignalInput.TRADE)
                && upstream.length == spec.upstream().size();
    }

    /** Hands the signal what concerns it of a changed book; false when nothing does. */
    boolean onBook(final Book book, final long timeNs, final long event) {
        final boolean called = onUpstream(timeNs, event);
        if (!takesQuote(book.instrumentId())) {
            return called;
        }
        signal.onBook(book, timeNs);
        return true;
    }

    /** The same for a trade. */
    boolean onTrade(
            final Book book,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long timeNs,
            final long event) {
        final boolean called = onUpstream(timeNs, event);
        if (!takesTrade(book.instrumentId())) {
            return called;
        }
        signal.onTrade(book, aggressorSide, priceNanos, quantity, timeNs);
        return true;
    }

    /** The signal is not ready, so its next value will be news whatever it is. */
    void forget() {
        told = false;
    }

    /** Whether there is something to tell: a first value, or other bits than those told before. */
    boolean changed(final double value, final long event) {
        final long bits = Double.doubleToRawLongBits(value);
        if (told && bits == toldBits) {
            return false;
        }
        toldBits = bits;
        told = true;
        changedAt = event;
        return true;
    }

    boolean changedIn(final long event) {
        return changedAt == event;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putText(key);
        writer.putBoolean(told);
        writer.putLong(toldBits);
        signal.snapshotTo(writer);
    }

    void restoreFrom(final StateReader reader) {
        final String written = reader.takeText();
        if (!written.equals(key)) {
            throw new IllegalStateException("signal " + id + ": the snapshot has " + written + ", declared is " + key
                    + "; declare the signals of the snapshot, in its order");
        }
        told = reader.takeBoolean();
        toldBits = reader.takeLong();
        signal.restoreFrom(reader);
    }

    private boolean onUpstream(final long timeNs, final long event) {
        boolean called = false;
        for (int i = 0; i < upstream.length; i++) {
            if (upstream[i].changedAt == event) {
                signal.onSignal(upstream[i].signal, timeNs);
                called = true;
            }
        }
        return called;
    }
}
