package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Volumes, statistics and limits: nothing of theirs is told yet, but each of their entries has a number among those of
 * its instrument. All have one group, in which instrument and number lie next to each other.
 */
@HotPath
final class NumberDecoder {
    private static final int GROUP_HEADER = 3;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final InstrumentTable instruments;
    private final EntryDecoder entries;
    private final FeedCounts counts;

    NumberDecoder(final InstrumentTable instruments, final EntryDecoder entries, final FeedCounts counts) {
        this.instruments = instruments;
        this.entries = entries;
        this.counts = counts;
    }

    /** Of a message that is whole. */
    void onMessage(final Mdp3PacketFlyweight packet, final long sequence) {
        final DirectBuffer buffer = packet.buffer();
        final int group = packet.bodyOffset() + packet.blockLength();
        final int length = buffer.getShort(group, ORDER) & 0xFFFF;
        final int count = buffer.getByte(group + GROUP_HEADER - 1) & 0xFF;
        final int securityOffset = securityOffset(packet.templateId());
        counts.add(FeedCount.PASSED_OVER, 1);
        for (int i = 0; i < count; i++) {
            final int entry = group + GROUP_HEADER + i * length + securityOffset;
            final InstrumentBook book = instruments.book(buffer.getInt(entry, ORDER));
            if (book == null) {
                counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            } else {
                entries.onNumber(book, sequence, buffer.getInt(entry + Integer.BYTES, ORDER) & 0xFFFF_FFFFL);
            }
        }
    }

    private static int securityOffset(final int template) {
        return switch (template) {
            case 37 -> 4;
            case 35, 51, 66 -> 8;
            case 33, 49 -> 12;
            case 67 -> 16;
            // 34 and 50
            default -> 24;
        };
    }
}
