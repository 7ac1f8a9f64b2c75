package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The state that messages of a session lead to, kept the plain way, as messages that lead to it at once: who begins
 * with them and goes on with the session has the same books, in the same order within each price. For those who play a
 * feed; their thread's.
 */
public final class ItchImage {
    /** Takes messages of an image. */
    public interface Sink {
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    private record Order(int locate, char side, long shares, long stock, long price) {}

    private final ItchFlyweight message = new ItchFlyweight();
    private final Map<Integer, byte[]> directories = new TreeMap<>();
    private final Map<Integer, byte[]> tradingActions = new TreeMap<>();
    private final Map<Integer, byte[]> marketHalts = new TreeMap<>();
    // In the order in which they came: within a price that is their rank.
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private byte[] systemEvent = {};
    private long next = 1;
    private long timeNs;

    /** Of the message that an image now goes on with. */
    public long next() {
        return next;
    }

    /** The next message of the session. */
    public void add(final DirectBuffer source, final int offset, final int length) {
        next++;
        if (message.wrap(source, offset, length) != ItchFlyweight.Form.WHOLE) {
            return;
        }
        timeNs = message.timeNs();
        switch (message.type()) {
            case ItchType.SYSTEM_EVENT -> systemEvent = bytes(source, offset, length);
            case ItchType.STOCK_DIRECTORY -> directories.put(message.locate(), bytes(source, offset, length));
            case ItchType.TRADING_ACTION -> tradingActions.put(message.locate(), bytes(source, offset, length));
            case ItchType.OPERATIONAL_HALT -> {
                if (message.haltedMarket() == 'Q') {
                    marketHalts.put(message.locate(), bytes(source, offset, length));
                }
            }
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID ->
                orders.put(
                        message.orderReference(),
                        new Order(
                                message.locate(),
                                (char) (message.side() & 0xFF),
                                message.shares(),
                                message.orderStock(),
                                message.price()));
            case ItchType.ORDER_EXECUTED, ItchType.ORDER_EXECUTED_PRICE, ItchType.ORDER_CANCEL ->
                reduce(message.orderReference(), message.executedShares());
            case ItchType.ORDER_DELETE -> orders.remove(message.orderReference());
            case ItchType.ORDER_REPLACE -> replace();
            default -> {
                // Changes no book.
                return;
            }
        }
    }

    private static byte[] bytes(final DirectBuffer source, final int offset, final int length) {
        final byte[] copy = new byte[length];
        source.getBytes(offset, copy);
        return copy;
    }

    private void reduce(final long reference, final long shares) {
        orders.computeIfPresent(
                reference,
                (id, order) -> order.shares <= shares
                        ? null
                        : new Order(order.locate, order.side, order.shares - shares, order.stock, order.price));
    }

    private void replace() {
        final Order old = orders.remove(message.orderReference());
        if (old != null) {
            orders.put(
                    message.newOrderReference(),
                    new Order(old.locate, old.side, message.replaceShares(), old.stock, message.replacePrice()));
        }
    }

    /** All of it, the message with which it ends included. */
    public void write(final Sink sink) {
        directories.values().forEach(bytes -> give(sink, bytes));
        tradingActions.values().forEach(bytes -> give(sink, bytes));
        marketHalts.values().forEach(bytes -> give(sink, bytes));
        if (systemEvent.length > 0) {
            give(sink, systemEvent);
        }
        orders.forEach((reference, order) -> {
            encoder.about(order.locate, timeNs);
            final int length = encoder.addOrder(
                    reference, order.side, order.shares, ItchFlyweight.symbol(order.stock), order.price);
            sink.onMessage(buffer, 0, length);
        });
        sink.onMessage(buffer, 0, GlimpseSnapshot.encode(buffer, 0, next));
    }

    private static void give(final Sink sink, final byte[] bytes) {
        sink.onMessage(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
