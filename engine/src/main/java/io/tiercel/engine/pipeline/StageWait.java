package io.tiercel.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import io.tiercel.codecs.HotPath;

/** How stages wait for their next input. Now and then each hears that nothing came, to do what is for idle rounds. */
@HotPath
final class StageWait implements WaitStrategy {
    private static final int TRIES = 256;

    private final WaitMode mode;

    StageWait(final WaitMode mode) {
        this.mode = mode;
    }

    @Override
    public long waitFor(
            final long sequence, final Sequence cursor, final Sequence dependentSequence, final SequenceBarrier barrier)
            throws AlertException, TimeoutException {
        int tries = 0;
        long available = dependentSequence.get();
        while (available < sequence) {
            barrier.checkAlert();
            if (tries == TRIES) {
                throw TimeoutException.INSTANCE;
            }
            mode.pause(tries++);
            available = dependentSequence.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody blocks.
    }
}
