package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** What kinds of messages of MDP 3.0 there are, and which instruments they are about. Only of whole messages. */
final class Mdp3Templates {
    static final int HEARTBEAT = 12;

    private static final int GROUP_HEADER = 3;
    private static final int SNAPSHOT_SECURITY = 8;
    /** Of an entry's instrument, its number and its count of orders: where its level stands. */
    private static final int LEVEL_BEHIND = 12;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Who is told of an instrument. */
    interface Securities {
        /** @param level of its book that the entry is about, from 1; 0 where it is about none */
        void onSecurity(int securityId, int level);
    }

    private Mdp3Templates() {}

    static boolean isDefinition(final int template) {
        return switch (template) {
            case 27, 29, 41, 54, 55, 56, 57, 58, 63 -> true;
            default -> false;
        };
    }

    static boolean isSnapshot(final int template) {
        return isLevelSnapshot(template) || template == 44 || template == 53;
    }

    private static boolean isLevelSnapshot(final int template) {
        return template == 38 || template == 52 || template == 69;
    }

    /** Whether price levels are in it. */
    static boolean hasLevels(final int template) {
        return isLevelSnapshot(template) || template == 32 || template == 46 || template == 64;
    }

    /** Whether it is about orders, and nothing else. */
    static boolean hasOrders(final int template) {
        return template == 43 || template == 44 || template == 47 || template == 53;
    }

    /** Those that entries are about, or the snapshot is. */
    static void securities(final Mdp3PacketFlyweight packet, final Securities target) {
        final int template = packet.templateId();
        final DirectBuffer buffer = packet.buffer();
        if (isSnapshot(template)) {
            snapshot(packet, buffer.getInt(packet.bodyOffset() + SNAPSHOT_SECURITY, ORDER), target);
            return;
        }
        final int offset = entryOffset(template);
        if (offset < 0) {
            return;
        }
        final int group = packet.bodyOffset() + packet.blockLength();
        final int length = buffer.getShort(group, ORDER) & 0xFFFF;
        final int count = buffer.getByte(group + GROUP_HEADER - 1) & 0xFF;
        for (int i = 0; i < count; i++) {
            final int entry = group + GROUP_HEADER + i * length;
            final int level = hasLevels(template) ? buffer.getByte(entry + offset + LEVEL_BEHIND) & 0xFF : 0;
            target.onSecurity(buffer.getInt(entry + offset, ORDER), level);
        }
    }

    private static void snapshot(final Mdp3PacketFlyweight packet, final int security, final Securities target) {
        target.onSecurity(security, 0);
        final int offset = packet.templateId() == 69 ? 20 : 16;
        final int group = packet.bodyOffset() + packet.blockLength();
        final int length = packet.buffer().getShort(group, ORDER) & 0xFFFF;
        final int count = packet.buffer().getByte(group + GROUP_HEADER - 1) & 0xFF;
        for (int i = 0; i < count && isLevelSnapshot(packet.templateId()); i++) {
            final int level = packet.buffer().getByte(group + GROUP_HEADER + i * length + offset);
            target.onSecurity(security, Math.max(0, level));
        }
    }

    /** Whether it comes on the incremental feed alone. */
    static boolean isIncremental(final int template) {
        return entryOffset(template) >= 0
                || template == 4
                || template == HEARTBEAT
                || template == 30
                || template == 60
                || template == 62;
    }

    /** Of the instrument's number in an entry of the first group; negative where there is none. */
    private static int entryOffset(final int template) {
        return switch (template) {
            case 37 -> 4;
            case 35, 51, 66 -> 8;
            case 32, 33, 42, 46, 48, 49 -> 12;
            case 64, 65, 67 -> 16;
            case 34, 50 -> 24;
            case 43, 47 -> 28;
            default -> -1;
        };
    }
}
