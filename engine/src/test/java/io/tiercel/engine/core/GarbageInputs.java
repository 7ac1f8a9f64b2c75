package io.tiercel.engine.core;

import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream of inputs of every template, each whole (the edges refuse what is not), of which about half mean something
 * in this session: its instruments, its own orders. In the others any byte can have any value.
 */
final class GarbageInputs {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int MARKET_DATA = 1;
    private static final int ORDERS = 2;
    private static final int CONTROL = 3;
    private static final int CENT = 10_000_000;

    /**
     * {schema, template, block length, texts}: what feeds, venues, operators and the gate may say, as often as it
     * comes.
     */
    private static final int[][] FROM_OUTSIDE = {
        {MARKET_DATA, 1, 48, 0},
        {MARKET_DATA, 1, 48, 0},
        {MARKET_DATA, 1, 48, 0},
        {MARKET_DATA, 1, 40, 0},
        {MARKET_DATA, 2, 48, 0},
        {MARKET_DATA, 3, 56, 0},
        {MARKET_DATA, 3, 48, 0},
        {MARKET_DATA, 4, 40, 0},
        {MARKET_DATA, 5, 32, 0},
        {MARKET_DATA, 5, 32, 0},
        {MARKET_DATA, 6, 56, 0},
        {MARKET_DATA, 7, 24, 0},
        {MARKET_DATA, 8, 44, 0},
        {MARKET_DATA, 9, 48, 0},
        {MARKET_DATA, 9, 48, 0},
        {MARKET_DATA, 10, 49, 0},
        {MARKET_DATA, 11, 50, 0},
        {MARKET_DATA, 12, 65, 0},
        {MARKET_DATA, 13, 60, 0},
        {MARKET_DATA, 21, 13, 0},
        {MARKET_DATA, 22, 14, 0},
        {MARKET_DATA, 23, 15, 0},
        {ORDERS, 120, 76, 0},
        {ORDERS, 120, 76, 0},
        {ORDERS, 120, 76, 0},
        {ORDERS, 121, 53, 0},
        {ORDERS, 122, 93, 0},
        {ORDERS, 122, 93, 0},
        {ORDERS, 123, 61, 0},
        {ORDERS, 123, 61, 0},
        {ORDERS, 124, 92, 0},
        {ORDERS, 125, 60, 0},
        {ORDERS, 126, 53, 0},
        {ORDERS, 127, 53, 0},
        {ORDERS, 128, 77, 0},
        {ORDERS, 130, 17, 0},
        {ORDERS, 131, 76, 0},
        {ORDERS, 132, 17, 0},
        {ORDERS, 133, 21, 0},
        {ORDERS, 134, 13, 0},
        {ORDERS, 140, 20, 0},
        {CONTROL, 201, 1, 0},
        {CONTROL, 202, 8, 0},
        {CONTROL, 203, 8, 0},
        {CONTROL, 220, 10, 0},
        {CONTROL, 221, 10, 0},
        {CONTROL, 222, 10, 0},
        {CONTROL, 223, 23, 0},
        {CONTROL, 224, 10, 2}
    };

    /** What only the process itself says, and what the core says itself. */
    private static final int[][] FROM_INSIDE = {
        {MARKET_DATA, 20, 83, 0},
        {ORDERS, 101, 59, 0},
        {ORDERS, 107, 21, 0},
        {ORDERS, 150, 56, 0},
        {CONTROL, 210, 50, 1},
        {CONTROL, 211, 1, 0},
        {CONTROL, 212, 1, 0},
        {CONTROL, 213, 2, 1},
        {CONTROL, 230, 11, 0},
        {CONTROL, 231, 31, 0},
        {CONTROL, 240, 0, 2},
        {CONTROL, 241, 3, 2},
        {CONTROL, 242, 1, 1},
        {CONTROL, 250, 4, 0},
        {CONTROL, 251, 8, 0},
        {CONTROL, 252, 18, 0},
        {CONTROL, 253, 23, 0},
        {CONTROL, 254, 22, 0},
        {CONTROL, 260, 44, 1},
        {CONTROL, 261, 12, 1},
        {CONTROL, 262, 4, 0},
        {9, 400, 20, 0},
        {9, 65_535, 20, 0}
    };

    /** Executions of at least this length begin alike: venue, side, strategy, session, inbound sequence, and so on. */
    private static final int LEAST_EXECUTION = 53;

    private final Random random;
    private final List<Sent> orders;
    private final boolean alsoFromInside;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private long inbound;

    /** @param orders grows while the core sends */
    GarbageInputs(final long seed, final List<Sent> orders, final boolean alsoFromInside) {
        this.alsoFromInside = alsoFromInside;
        random = new Random(seed);
        this.orders = orders;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int nextInt(final int bound) {
        return random.nextInt(bound);
    }

    /** Makes the next input in the buffer and returns its length. */
    int next() {
        final int[][] templates = alsoFromInside && random.nextInt(4) == 0 ? FROM_INSIDE : FROM_OUTSIDE;
        final int[] template = templates[random.nextInt(templates.length)];
        final int blockLength = template[2];
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new MessageHeaderEncoder()
                .wrap(buffer, 0)
                .blockLength(blockLength)
                .templateId(template[1])
                .schemaId(template[0])
                .version(1);
        fillBlock(template, blockLength);
        if (random.nextInt(3) == 0) {
            for (int i = 1 + random.nextInt(4); i > 0 && blockLength > 0; i--) {
                buffer.putByte(HEADER + random.nextInt(blockLength), (byte) random.nextInt());
            }
        }
        int length = HEADER + blockLength;
        for (int i = 0; i < template[3]; i++) {
            length += text(length);
        }
        return length;
    }

    private void fillBlock(final int[] template, final int blockLength) {
        for (int i = 0; i < blockLength; i++) {
            final int kind = random.nextInt(8);
            buffer.putByte(HEADER + i, (byte) (kind < 5 ? 0 : kind < 7 ? random.nextInt(4) : random.nextInt()));
        }
        if (random.nextInt(8) == 0) {
            return;
        }
        if (template[0] == MARKET_DATA && template[1] < 20) {
            marketData(template[1], blockLength);
        } else if (template[0] == ORDERS && blockLength >= LEAST_EXECUTION) {
            execution(blockLength);
        } else if (template[1] == 140 && !orders.isEmpty()) {
            putLong(4, anyOrder().orderId());
        }
    }

    private void marketData(final int templateId, final int blockLength) {
        putInt(0, 1 + random.nextInt(4));
        buffer.putByte(HEADER + 6, (byte) random.nextInt(2));
        buffer.putByte(HEADER + 7, (byte) (1 + random.nextInt(2)));
        final long orderId = 1 + random.nextInt(300);
        final long priceNanos = (9_980L + random.nextInt(40)) * CENT;
        final long quantity = 1 + random.nextInt(200);
        final boolean byLevel = templateId == 8 || templateId == 9;
        int at = 8;
        if (!byLevel) {
            putLong(at, orderId);
            at += Long.BYTES;
        }
        if (templateId == 6) {
            putLong(at, orderId + 1);
            at += Long.BYTES;
        }
        if (templateId != 4 && at + Long.BYTES <= blockLength) {
            putLong(at, priceNanos);
            at += Long.BYTES;
        }
        if (at + Long.BYTES <= blockLength) {
            putLong(at, quantity);
        }
        // The packet's number stands last.
        putLong(blockLength - Long.BYTES, random.nextInt(20) == 0 ? random.nextInt(30) : 0);
    }

    private void execution(final int blockLength) {
        buffer.putByte(HEADER, (byte) 1);
        putInt(4, 1);
        putLong(8, inbound += random.nextInt(50) == 0 ? 3 : 1);
        putLong(16, random.nextInt(20) == 0 ? 0 : inbound);
        if (!orders.isEmpty()) {
            final Sent order = anyOrder();
            buffer.putByte(HEADER + 1, (byte) order.side().value());
            buffer.putShort(HEADER + 2, (short) order.strategyId(), ByteOrder.LITTLE_ENDIAN);
            putInt(24, order.instrumentId());
            putLong(28, order.orderId());
            putLong(36, order.venueToken());
            for (int at = LEAST_EXECUTION - 1; at + Long.BYTES <= blockLength; at += Long.BYTES) {
                putLong(at, random.nextInt(4) == 0 ? order.priceNanos() : random.nextInt((int) order.quantity() + 2));
            }
        }
    }

    /** Mostly one of the last. */
    private Sent anyOrder() {
        final int from = random.nextInt(10) == 0 ? 0 : Math.max(0, orders.size() - 20);
        return orders.get(from + random.nextInt(orders.size() - from));
    }

    private int text(final int at) {
        final byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        final byte[] text = random.nextInt(3) == 0 ? bytes : "halfSpreadTicks".getBytes(StandardCharsets.US_ASCII);
        buffer.putShort(at, (short) text.length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + Short.BYTES, text);
        return Short.BYTES + text.length;
    }

    private void putInt(final int at, final int value) {
        buffer.putInt(HEADER + at, value, ByteOrder.LITTLE_ENDIAN);
    }

    private void putLong(final int at, final long value) {
        buffer.putLong(HEADER + at, value, ByteOrder.LITTLE_ENDIAN);
    }
}
