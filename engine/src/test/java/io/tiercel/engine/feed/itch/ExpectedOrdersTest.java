package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.ingress.VirtualClock;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a packet's events are about is told before them. */
final class ExpectedOrdersTest {
    private final List<String> told = new ArrayList<>();
    private boolean fetches = true;
    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[1_000]);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(message, 0).about(3, 34_200_000_000_000L);
    private int end = MoldUdp64Flyweight.HEADER_LENGTH;
    private int count;
    private long sequence = 1;

    @Test
    void shouldNameAllOrdersOfAPacketBeforeItsFirstEvent() {
        final ItchFileHandler handler = handler();
        put(encoder.stockDirectory("TRCL", 100));
        deliver(handler);
        told.clear();
        put(encoder.addOrder(7, 'B', 100, "TRCL", 10_000));
        put(encoder.systemEvent('Q'));
        put(encoder.replace(7, 8, 50, 10_100));
        put(encoder.delete(8));
        deliver(handler);

        assertEquals(
                List.of(
                        "expect 3 7",
                        "expect 3 7",
                        "expect 3 8",
                        "expect 3 8",
                        "fetch",
                        "add 7",
                        "replace 7",
                        "delete 8"),
                told);
    }

    @Test
    void shouldNotNameThemWhereNothingIsGained() {
        fetches = false;
        final ItchFileHandler handler = handler();
        put(encoder.addOrder(7, 'B', 100, "TRCL", 10_000));
        put(encoder.delete(7));
        deliver(handler);

        assertEquals(List.of("add 7", "delete 7"), told);
    }

    private ItchFileHandler handler() {
        final MarketDataSink sink = (MarketDataSink) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MarketDataSink.class},
                (proxy, method, arguments) -> tell(method, arguments));
        final InstrumentDirectory directory = new InstrumentDirectory() {
            @Override
            public int add(final long code, final String symbol) {
                return (int) code;
            }

            @Override
            public void rename(final int instrumentId, final long code, final String symbol) {
                // Its number says which it is.
            }
        };
        return new ItchFileHandler(
                sink,
                new FeedCounts(),
                directory,
                BrokenTrades.NOBODY,
                ZoneOffset.UTC,
                new VirtualClock(1_577_716_200_000_000_000L),
                CapturedBounds.DEFAULT,
                false,
                false);
    }

    private Object tell(final Method method, final Object[] arguments) {
        switch (method.getName()) {
            case "expect" -> told.add("expect " + arguments[0] + " " + arguments[1]);
            case "fetch" -> told.add("fetch");
            case "add" -> told.add("add " + arguments[2]);
            case "replace", "delete" -> told.add(method.getName() + " " + arguments[1]);
            default -> {
                // Not about orders.
            }
        }
        return method.getReturnType() == boolean.class ? fetches : method.getReturnType() == int.class ? 0 : null;
    }

    private void put(final int length) {
        MoldUdp64Flyweight.encodeBlockLength(packet, end, length);
        packet.putBytes(end + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH, message, 0, length);
        end += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + length;
        count++;
    }

    private void deliver(final ItchFileHandler handler) {
        MoldUdp64Flyweight.encodeHeader(
                packet,
                0,
                MoldUdp64Flyweight.sessionHigh("DAY"),
                MoldUdp64Flyweight.sessionLow("DAY"),
                sequence,
                count);
        handler.onDatagram(0, packet, 0, end, 1);
        sequence += count;
        end = MoldUdp64Flyweight.HEADER_LENGTH;
        count = 0;
    }
}
