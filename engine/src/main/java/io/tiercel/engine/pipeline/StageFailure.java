package io.tiercel.engine.pipeline;

import com.lmax.disruptor.ExceptionHandler;
import io.tiercel.codecs.HotPath;
import java.util.concurrent.atomic.AtomicReference;

/** The first thing that went wrong in any stage. It is fatal: the stage's thread ends, and the others stop. */
@HotPath
final class StageFailure implements ExceptionHandler<InputSlot>, Thread.UncaughtExceptionHandler {
    /** Ends a thread whose failure, or another's, is known already. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("a stage of the pipeline broke", null, false, false);
        }
    }

    private final AtomicReference<Throwable> first = new AtomicReference<>();
    private final Stopped stopped = new Stopped();
    // Written once, before what it belongs to.
    private volatile long inputSequence;

    /** What went wrong first, or null. Any thread. */
    Throwable first() {
        return first.get();
    }

    /** The input at which it went wrong, or 0. When the stages have ended. */
    long sequence() {
        return inputSequence;
    }

    /** For a stage in the middle of its work. */
    void stopIfFailed() {
        if (first.get() != null) {
            throw stopped;
        }
    }

    void note(final Throwable broken) {
        if (broken != stopped && !first.compareAndSet(null, broken)) {
            final Throwable known = first.get();
            if (known != broken) {
                known.addSuppressed(broken);
            }
        }
    }

    /** The input stays where it is: what depends on this stage never passes it. */
    @Override
    public void handleEventException(final Throwable broken, final long sequence, final InputSlot slot) {
        if (broken != stopped && slot != null && first.get() == null) {
            inputSequence = slot.sequence;
        }
        note(broken);
        throw stopped;
    }

    @Override
    public void handleOnStartException(final Throwable broken) {
        note(broken);
        throw stopped;
    }

    @Override
    public void handleOnShutdownException(final Throwable broken) {
        note(broken);
    }

    /** What broke outside the work on an input, in the Disruptor itself. */
    @Override
    public void uncaughtException(final Thread thread, final Throwable broken) {
        note(broken);
    }
}
