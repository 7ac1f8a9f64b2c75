package io.tiercel.engine.replay;

import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.journal.dump.MessageFields;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Finds the first field in which two messages of one kind differ, or the first byte when that lies in no field. */
final class MessageDifference {
    private MessageDifference() {}

    static Divergence find(
            final long cause,
            final int ordinal,
            final DirectBuffer recorded,
            final int recordedOffset,
            final int recordedLength,
            final DirectBuffer replayed,
            final int replayedOffset,
            final int replayedLength) {
        final MessageFields schemas = new MessageFields();
        final String name = schemas.name(recorded, recordedOffset);
        final Map<String, String> before = schemas.fields(recorded, recordedOffset);
        final Map<String, String> after = schemas.fields(replayed, replayedOffset);
        for (final Map.Entry<String, String> field : before.entrySet()) {
            final String value = after.get(field.getKey());
            if (!field.getValue().equals(value)) {
                return new Divergence(cause, ordinal, name + "." + field.getKey(), field.getValue(), value);
            }
        }
        if (recordedLength != replayedLength) {
            return new Divergence(
                    cause, ordinal, name + ".length", String.valueOf(recordedLength), String.valueOf(replayedLength));
        }
        int i = 0;
        while (recorded.getByte(recordedOffset + i) == replayed.getByte(replayedOffset + i)) {
            i++;
        }
        return new Divergence(
                cause,
                ordinal,
                name + ", byte " + i,
                String.valueOf(recorded.getByte(recordedOffset + i)),
                String.valueOf(replayed.getByte(replayedOffset + i)));
    }
}
