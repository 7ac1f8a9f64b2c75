package io.tiercel.engine.pipeline;

import org.agrona.DirectBuffer;

/** Watches the pipeline from its own thread, for counters and histograms. It changes nothing. */
public interface InputProbe {
    /**
     * An output of the core; those for venues have just been handed over.
     *
     * @param sequence of the input that caused it
     * @param left     false: it is for a venue, and the gate could not send it
     */
    void onOutput(
            long sequence, long inputTimeNs, int templateId, boolean left, DirectBuffer buffer, int offset, int length);

    /**
     * An output that had to wait until its cause was on the disk. Between two inputs.
     *
     * @param ofMarketData the input that caused it was market data
     * @param left         false: it came back
     */
    default void onLateOutput(
            final long sequence,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final boolean left,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        onOutput(sequence, inputTimeNs, templateId, left, buffer, offset, length);
    }

    /** The core is done with an input. */
    void onInputDone(long sequence, long inputTimeNs, int templateId, DirectBuffer buffer, int offset, int length);
}
