package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The state that messages of a session lead to, kept the plain way, as messages that lead to it at once: who begins
 * with them and goes on with the session has the same books, in the same order within each price. For those who play a
 * feed; their thread's.
 */
@HotPath
public final class ItchImage {
    /** Takes messages of an image. */
    public interface Sink {
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    private static final int LOCATES = 1 << 16;

    private final ItchFlyweight message = new ItchFlyweight();
    // By locate code.
    private final byte[][] directories = new byte[LOCATES][];
    private final byte[][] tradingActions = new byte[LOCATES][];
    private final byte[][] marketHalts = new byte[LOCATES][];
    private final ImageOrders orders = new ImageOrders();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private byte[] systemEvent;
    private long next = 1;
    private long timeNs;

    /** What follows is another session. */
    @ColdPath
    public void begin() {
        Arrays.fill(directories, null);
        Arrays.fill(tradingActions, null);
        Arrays.fill(marketHalts, null);
        orders.clear();
        systemEvent = null;
        next = 1;
        timeNs = 0;
    }

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
            case ItchType.SYSTEM_EVENT -> systemEvent = kept(systemEvent, source, offset, length);
            case ItchType.STOCK_DIRECTORY -> keep(directories, source, offset, length);
            case ItchType.TRADING_ACTION -> keep(tradingActions, source, offset, length);
            case ItchType.OPERATIONAL_HALT -> {
                if (message.haltedMarket() == 'Q') {
                    keep(marketHalts, source, offset, length);
                }
            }
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID ->
                orders.add(
                        message.orderReference(),
                        message.locate(),
                        message.side(),
                        message.shares(),
                        message.orderStock(),
                        message.price());
            case ItchType.ORDER_EXECUTED, ItchType.ORDER_EXECUTED_PRICE, ItchType.ORDER_CANCEL ->
                orders.reduce(message.orderReference(), message.executedShares());
            case ItchType.ORDER_DELETE -> orders.remove(message.orderReference());
            case ItchType.ORDER_REPLACE ->
                orders.replace(
                        message.orderReference(),
                        message.newOrderReference(),
                        message.replaceShares(),
                        message.replacePrice());
            default -> {
                // Changes no book.
                return;
            }
        }
    }

    private void keep(final byte[][] byLocate, final DirectBuffer source, final int offset, final int length) {
        byLocate[message.locate()] = kept(byLocate[message.locate()], source, offset, length);
    }

    /** Where there was one before, its bytes are those of the new one. */
    private static byte[] kept(final byte[] old, final DirectBuffer source, final int offset, final int length) {
        final byte[] bytes = old == null || old.length != length ? room(length) : old;
        source.getBytes(offset, bytes);
        return bytes;
    }

    @ColdPath
    private static byte[] room(final int length) {
        return new byte[length];
    }

    /** All of it, the message with which it ends included. */
    @ColdPath
    public void write(final Sink sink) {
        give(sink, directories);
        give(sink, tradingActions);
        give(sink, marketHalts);
        give(sink, systemEvent);
        for (int slot = orders.first(); slot != ImageOrders.NONE; slot = orders.behind(slot)) {
            encoder.about(orders.locate(slot), timeNs);
            final int length = encoder.addOrder(
                    orders.reference(slot),
                    orders.side(slot),
                    orders.shares(slot),
                    ItchFlyweight.symbol(orders.stock(slot)),
                    orders.price(slot));
            sink.onMessage(buffer, 0, length);
        }
        sink.onMessage(buffer, 0, GlimpseSnapshot.encode(buffer, 0, next));
    }

    @ColdPath
    private static void give(final Sink sink, final byte[]... messages) {
        for (final byte[] bytes : messages) {
            if (bytes != null) {
                sink.onMessage(new UnsafeBuffer(bytes), 0, bytes.length);
            }
        }
    }
}
