package io.tiercel.engine.feed.mdp3;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A capture of both lines of a channel of MDP 3.0, each with losses of its own and out of order, of its recovery feed
 * and its definitions, and what the books of the exchange are at its end.
 */
public final class LossyCapture {
    /** Those by level; the levels of the other instrument are none. */
    public static final int BOOKS = ExchangeModel.BY_ORDER;

    private static final long MILLISECOND = 1_000_000L;
    private static final long OPEN_NS = 1_700_000_000_000_000_000L;

    private record Arrival(long timeNs, byte[] frame) {}

    private final Random random;
    private final double loss;
    private final List<Arrival> arrivals = new ArrayList<>();
    private ExchangeModel exchange;
    private long timeNs = OPEN_NS;

    /** @param loss of packets on each line, from 0 to 1 */
    public LossyCapture(final long seed, final double loss) {
        random = new Random(seed);
        this.loss = loss;
        exchange = new ExchangeModel(random);
        for (int i = 0; i < BOOKS; i++) {
            final Mdp3Bytes definition = new Mdp3Bytes()
                    .packet(1 + i, 0)
                    .future(
                            ExchangeModel.symbol(i),
                            ExchangeModel.security(i),
                            "ES",
                            "ES",
                            'A',
                            17,
                            ExchangeModel.DEPTHS[i],
                            ExchangeModel.IMPLIED_DEPTHS[i]);
            frame("224.0.31.43", 14_310, definition.copy());
        }
    }

    /**
     * So many packets.
     *
     * @param eachComes by one of the lines at least
     * @param snapshots whether the recovery feed says something meanwhile
     */
    public void trade(final int packets, final boolean eachComes, final boolean snapshots) {
        for (int i = 0; i < packets; i++) {
            exchange.sendingNs(timeNs);
            final byte[] packet = exchange.nextPacket();
            final int sure = eachComes ? random.nextInt(2) : -1;
            for (int line = 0; line < 2; line++) {
                if (line == sure || random.nextDouble() >= loss) {
                    arrive(line, packet);
                }
            }
            if (snapshots && random.nextInt(40) == 0) {
                snapshots();
            }
            timeNs += MILLISECOND / 2;
        }
    }

    public void snapshots() {
        exchange.sendingNs(timeNs);
        exchange.snapshots().forEach(packet -> frame("224.0.31.22", 14_310, packet));
        timeNs += MILLISECOND;
    }

    /** The exchange empties the channel's books, and says so on both lines. */
    public void resetChannel() {
        exchange.sendingNs(timeNs);
        onBothLines(exchange.reset());
    }

    /** The exchange begins its count anew, with empty books. */
    public void newWeek() {
        exchange = new ExchangeModel(random);
        timeNs += 5_000 * MILLISECOND;
    }

    /** What shows by both lines whether something is missing before it. */
    public void heartbeat() {
        timeNs += 10 * MILLISECOND;
        exchange.sendingNs(timeNs);
        onBothLines(exchange.heartbeat());
    }

    private void onBothLines(final byte[] packet) {
        arrive(0, packet);
        arrive(1, packet);
        timeNs += MILLISECOND;
    }

    private void arrive(final int line, final byte[] packet) {
        frame("224.0.31." + (1 + line), 14_310 + 1_000 * line, packet);
    }

    private void frame(final String group, final int port, final byte[] packet) {
        arrivals.add(new Arrival(
                timeNs + random.nextInt((int) MILLISECOND), Frames.udp("10.0.0.1", 5_000, group, port, packet)));
        timeNs++;
    }

    public byte[] bytes() {
        arrivals.sort(Comparator.comparingLong(Arrival::timeNs));
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        arrivals.forEach(each -> capture.packet(each.timeNs, each.frame));
        return capture.bytes();
    }

    /** By symbol, those by level: bids, then asks, the best first, price in 1e-9 with quantity x orders. */
    public Map<String, String> books() {
        final Map<String, String> books = new TreeMap<>();
        for (int i = 0; i < BOOKS; i++) {
            books.put(ExchangeModel.symbol(i), exchange.bookAfter(exchange.sequence(), i));
        }
        return books;
    }
}
