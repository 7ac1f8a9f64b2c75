package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pcapng file taken apart as its specification has it (draft-ietf-opsawg-pcapng), independent of the reader: little
 * endian, each block's length twice, options of which each has 4n bytes, an end of options.
 */
final class PcapngBlocks {
    record Block(int type, ByteBuffer body, Map<Integer, byte[]> options) {
        String text(final int code) {
            return new String(options.get(code), StandardCharsets.UTF_8);
        }

        long number(final int code) {
            return ByteBuffer.wrap(options.get(code))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
        }

        /** Of a packet or of statistics: the high half first. */
        long stamp() {
            return (body.getInt(4) & 0xFFFF_FFFFL) << 32 | body.getInt(8) & 0xFFFF_FFFFL;
        }
    }

    private PcapngBlocks() {}

    static List<Block> of(final byte[] file) {
        final ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        final List<Block> blocks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            final int begin = bytes.position();
            final int type = bytes.getInt();
            final int length = bytes.getInt();
            assertTrue(length >= 12 && length % 4 == 0 && length <= file.length - begin, "block at " + begin);
            assertEquals(length, bytes.getInt(begin + length - 4), "the second length of the block at " + begin);
            final ByteBuffer body = bytes.slice(begin + 8, length - 12).slice().order(ByteOrder.LITTLE_ENDIAN);
            blocks.add(new Block(type, body, options(body, fixed(type, body))));
            bytes.position(begin + length);
        }
        return blocks;
    }

    private static int fixed(final int type, final ByteBuffer body) {
        return switch (type) {
            case 0x0A0D0D0A -> {
                assertEquals(0x1A2B3C4D, body.getInt(0));
                assertEquals(1, body.getShort(4));
                assertEquals(0, body.getShort(6));
                assertEquals(-1, body.getLong(8));
                yield 16;
            }
            case 1 -> {
                assertEquals(0, body.getShort(2), "reserved");
                yield 8;
            }
            case 6 -> 20 + (body.getInt(12) + 3 & ~3);
            case 5 -> 12;
            default -> throw new AssertionError("a block of type " + type);
        };
    }

    private static Map<Integer, byte[]> options(final ByteBuffer body, final int from) {
        final Map<Integer, byte[]> options = new HashMap<>();
        int at = from;
        while (at < body.capacity()) {
            final int code = body.getShort(at) & 0xFFFF;
            final byte[] value = new byte[body.getShort(at + 2) & 0xFFFF];
            body.get(at + 4, value);
            for (int i = value.length; i % 4 != 0; i++) {
                assertEquals(0, body.get(at + 4 + i), "filled with zeros");
            }
            at += 4 + (value.length + 3 & ~3);
            if (code == 0) {
                assertEquals(0, value.length);
                assertEquals(body.capacity(), at, "the end of options is the block's");
                return options;
            }
            options.put(code, value);
        }
        assertEquals(from, body.capacity(), "options without an end");
        return options;
    }
}
