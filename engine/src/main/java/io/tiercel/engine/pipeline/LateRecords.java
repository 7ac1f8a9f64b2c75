package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The outputs of one input that have left before its record was written: their own records are written after it. The
 * gate's thread.
 *
 * <pre>
 *  output   ordinal (4)  template id (4)  length (4)  message
 * </pre>
 */
@HotPath
final class LateRecords {
    private static final int TEMPLATE = Integer.BYTES;
    private static final int LENGTH = 2 * Integer.BYTES;
    private static final int MESSAGE = 3 * Integer.BYTES;

    private final JournalWriter journal;
    private final UnsafeBuffer buffer;
    private int end;

    LateRecords(final JournalWriter journal, final int bytes) {
        this.journal = journal;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
    }

    /** False when there is no room: then those before are to be written first. */
    boolean add(
            final int ordinal, final int templateId, final DirectBuffer message, final int offset, final int length) {
        if (end + MESSAGE + length > buffer.capacity()) {
            return false;
        }
        buffer.putInt(end, ordinal);
        buffer.putInt(end + TEMPLATE, templateId);
        buffer.putInt(end + LENGTH, length);
        buffer.putBytes(end + MESSAGE, message, offset, length);
        end += MESSAGE + length;
        return true;
    }

    /** When the record of their input is written. */
    void write(final long cause, final long inputTimeNs) {
        int at = 0;
        while (at < end) {
            final int length = buffer.getInt(at + LENGTH);
            journal.appendOutput(
                    cause, buffer.getInt(at), inputTimeNs, buffer.getInt(at + TEMPLATE), buffer, at + MESSAGE, length);
            at += MESSAGE + length;
        }
        end = 0;
    }
}
