package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.PacketMessages;
import io.tiercel.journal.CommitPoint;
import org.agrona.DirectBuffer;

/** Where outputs leave the pipeline, the same in each layout: to the gate, and to the probe. The gate's thread. */
@HotPath
final class OutputExit {
    private final Gate gate;
    private final InputProbe probe;
    /** Null: nothing waits for the disk. */
    private OrderHold hold;

    private boolean ofMarketData;

    OutputExit(final Gate gate, final InputProbe probe) {
        this.gate = gate;
        this.probe = probe;
    }

    /** Before the start: from now on what adds exposure waits until its cause is on the disk. */
    @ColdPath
    void holdUntilSynced(final CommitPoint commit, final int maxHeld) {
        hold = new OrderHold(gate, probe, commit, maxHeld);
    }

    /** The outputs from now on are an input's of this kind. */
    void startInput(final int inputTemplateId) {
        ofMarketData = PacketMessages.isContent(inputTemplateId);
        gate.startInput();
    }

    /** Returns whether it left; one that waits has not. */
    boolean onOutput(
            final long cause,
            final long inputTimeNs,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        boolean left = true;
        if (Gate.isForVenue(templateId)) {
            if (hold != null && hold.takes(cause, inputTimeNs, ofMarketData, templateId, buffer, offset, length)) {
                return false;
            }
            left = gate.send(templateId, buffer, offset, length);
        }
        probe.onOutput(cause, inputTimeNs, templateId, left, buffer, offset, length);
        return left;
    }

    /** Lets go what had to wait and need not any more. Between two inputs. */
    int release() {
        return hold == null ? 0 : hold.release();
    }

    /** Messages that had to wait. */
    long heldCount() {
        return hold == null ? 0 : hold.heldCount();
    }
}
