package io.tiercel.engine.simulation;

import io.tiercel.engine.venue.sim.VenueLogEvent;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What the exchange's own log says: its orders of this engine, their fills, and what these come to. */
final class VenueLedger implements WritableByteChannel {
    private static final int STRATEGY = 5;
    private static final int INSTRUMENT = 6;
    private static final int SIDE = 7;
    private static final int ORDER = 8;
    private static final int PRICE = 12;
    private static final int QUANTITY = 13;
    private static final int LEAVES = 14;

    /** An order as the exchange has it. */
    static final class Held {
        final int strategyId;
        final int instrumentId;
        final boolean buy;
        long priceNanos;
        long quantity;
        long cumulative;
        boolean open = true;

        Held(final String[] line) {
            strategyId = Integer.parseInt(line[STRATEGY]);
            instrumentId = Integer.parseInt(line[INSTRUMENT]);
            buy = "BUY".equals(line[SIDE]);
            terms(line);
        }

        void terms(final String[] line) {
            priceNanos = Long.parseLong(line[PRICE]);
            quantity = Long.parseLong(line[QUANTITY]);
        }
    }

    private final TreeMap<Long, Held> orders = new TreeMap<>();
    private final TreeMap<Long, Held> open = new TreeMap<>();
    private final long[][] positions = new long[World.STRATEGIES + 1][World.INSTRUMENTS + 1];
    private final Limits limits = new Limits(this);
    private boolean headed;
    private long fills;

    @Override
    public int write(final ByteBuffer source) {
        final byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        for (final String line : new String(bytes, StandardCharsets.US_ASCII).split("\n")) {
            if (headed) {
                onLine(line.split(",", -1));
            }
            headed = true;
        }
        return bytes.length;
    }

    private void onLine(final String[] line) {
        final long orderId = Long.parseLong(line[ORDER]);
        switch (VenueLogEvent.valueOf(line[0])) {
            case ACCEPTED -> {
                final Held order = new Held(line);
                orders.put(orderId, order);
                open.put(orderId, order);
                limits.check(orderId, order);
            }
            case REPLACED -> {
                final Held order = orders.get(orderId);
                order.terms(line);
                limits.check(orderId, order);
            }
            case FILLED -> onFill(orderId, line);
            case CANCELLED, EXPIRED -> close(orderId);
            case REJECTED, UNKNOWN, CANCEL_REJECTED -> {
                // Nothing changes.
            }
        }
    }

    private void onFill(final long orderId, final String[] line) {
        final Held order = orders.get(orderId);
        final long quantity = Long.parseLong(line[QUANTITY]);
        fills++;
        order.cumulative += quantity;
        positions[order.strategyId][order.instrumentId] += order.buy ? quantity : -quantity;
        if (Long.parseLong(line[LEAVES]) == 0) {
            close(orderId);
        }
    }

    private void close(final long orderId) {
        orders.get(orderId).open = false;
        open.remove(orderId);
    }

    /** By order id. */
    Map<Long, Held> open() {
        return open;
    }

    /** Open or over; null when the exchange has never had it. */
    Held order(final long orderId) {
        return orders.get(orderId);
    }

    /** The sum of all fills. */
    long position(final int strategyId, final int instrumentId) {
        return positions[strategyId][instrumentId];
    }

    int orderCount() {
        return orders.size();
    }

    long fillCount() {
        return fills;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // It goes on.
    }
}
