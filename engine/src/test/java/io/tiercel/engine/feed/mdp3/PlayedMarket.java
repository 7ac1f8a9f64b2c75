package io.tiercel.engine.feed.mdp3;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A quiet market at an exchange, by a seed: three instruments around one price, two by level and one by order, as a
 * capture of its channel: incremental feed, recovery loop, instrument loop, each to an address of its own. Put down
 * byte by byte. It ends with heartbeats and loops, so that what is missing at the end is had again.
 */
public final class PlayedMarket {
    public static final String INCREMENTAL = "224.0.31.1:14310";
    public static final String SNAPSHOTS = "224.0.31.22:14310";
    public static final String DEFINITIONS = "224.0.31.43:14310";
    public static final String[] SYMBOLS = {"CLF7", "CLG7", "CLH7"};
    private static final int BY_ORDER = 2;
    private static final int SECURITY = 900;
    private static final int DEPTH = 5;
    private static final long TICK = 10_000_000L;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long SPACING_NS = 200_000;
    private static final int LAST_HEARTBEATS = 300;
    private static final int LAST_LOOPS = 1_000;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;

    /** A level, or an order. */
    private static final class Rest {
        final long id;
        final long price;
        int size;

        Rest(final long id, final long price, final int size) {
            this.id = id;
            this.price = price;
            this.size = size;
        }
    }

    private final Random random;
    private final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
    private final Mdp3Bytes bytes = new Mdp3Bytes();
    /** By instrument, then bids and asks; of levels the best first. */
    private final List<List<List<Rest>>> sides = new ArrayList<>();

    private final int[] numbers = new int[SYMBOLS.length];
    private long sequence;
    private long nowNs = START_NS;
    private long nextOrder = 1;

    public PlayedMarket(final long seed, final long middlePriceNanos, final int packets) {
        random = new Random(seed);
        for (int i = 0; i < SYMBOLS.length; i++) {
            sides.add(List.of(new ArrayList<>(), new ArrayList<>()));
        }
        definitions();
        open(middlePriceNanos);
        for (int i = 0; i < packets; i++) {
            change(random.nextInt(SYMBOLS.length));
            if (i % 50 == 49) {
                snapshots();
            }
            if (i % 200 == 199) {
                definitions();
            }
        }
        for (int i = 0; i < LAST_HEARTBEATS; i++) {
            begin().heartbeat();
            send(INCREMENTAL);
            if (i % 50 == 49) {
                snapshots();
            }
        }
        for (int i = 0; i < LAST_LOOPS; i++) {
            // Until what is missing among the last packets was given up
            snapshots();
        }
    }

    public Path write(final Path file) throws IOException {
        return Files.write(file, capture.bytes());
    }

    /** The highest number of a packet. */
    public long lastSequence() {
        return sequence;
    }

    /** At the end, bids first, the best first; as {@code BUY 10 at 150000000000}. */
    public List<String> levels(final int instrument) {
        final List<String> levels = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            final List<Rest> rests = new ArrayList<>(sides.get(instrument).get(side));
            final int sign = side == 0 ? -1 : 1;
            rests.sort((one, other) -> sign * Long.compare(one.price, other.price));
            long quantity = 0;
            for (int i = 0; i < rests.size(); i++) {
                quantity += rests.get(i).size;
                if (i + 1 == rests.size() || rests.get(i + 1).price != rests.get(i).price) {
                    levels.add((side == 0 ? "BUY " : "SELL ") + quantity + " at " + rests.get(i).price);
                    quantity = 0;
                }
            }
        }
        return levels;
    }

    private Mdp3Bytes begin() {
        sequence++;
        nowNs += SPACING_NS;
        return bytes.packet(sequence, nowNs);
    }

    private void send(final String to) {
        final int colon = to.indexOf(':');
        capture.packet(
                nowNs,
                Frames.udp(
                        "10.1.2.3",
                        9_000,
                        to.substring(0, colon),
                        Integer.parseInt(to.substring(colon + 1)),
                        bytes.copy()));
    }

    private void definitions() {
        for (int i = 0; i < SYMBOLS.length; i++) {
            bytes.packet(1 + i, nowNs).future(SYMBOLS[i], SECURITY + i, "CL", "CL", 'A', 17, DEPTH, 0);
            send(DEFINITIONS);
        }
    }

    private void open(final long middle) {
        for (int instrument = 0; instrument < SYMBOLS.length; instrument++) {
            for (int level = 1; level <= DEPTH; level++) {
                for (int side = 0; side < 2; side++) {
                    add(instrument, side, level, middle + (side == 0 ? -level : level) * TICK);
                }
            }
        }
    }

    /** A new level, or a new order. */
    private void add(final int instrument, final int side, final int level, final long price) {
        final Rest rest = new Rest(nextOrder++, price, 1 + random.nextInt(50));
        final List<Rest> rests = sides.get(instrument).get(side);
        if (instrument == BY_ORDER) {
            rests.add(rest);
            order(rest, side, NEW);
        } else {
            rests.add(level - 1, rest);
            if (rests.size() > DEPTH) {
                rests.remove(DEPTH);
            }
            level(instrument, side, level, rest, NEW);
        }
    }

    private void change(final int instrument) {
        final int side = random.nextInt(2);
        final List<Rest> rests = sides.get(instrument).get(side);
        if (random.nextInt(20) == 0) {
            trade(instrument);
        } else if (instrument == BY_ORDER) {
            changeOrder(side, rests);
        } else if (random.nextInt(3) > 0) {
            final int level = 1 + random.nextInt(rests.size());
            rests.get(level - 1).size = 1 + random.nextInt(50);
            level(instrument, side, level, rests.get(level - 1), CHANGE);
        } else if (random.nextBoolean()) {
            // The best price goes, and one comes behind the last.
            final Rest gone = rests.remove(0);
            level(instrument, side, 1, gone, DELETE);
            add(instrument, side, DEPTH, rests.get(DEPTH - 2).price + (side == 0 ? -TICK : TICK));
        } else {
            final long better = rests.get(0).price + (side == 0 ? TICK : -TICK);
            if (better != sides.get(instrument).get(1 - side).get(0).price) {
                add(instrument, side, 1, better);
            }
        }
    }

    private void changeOrder(final int side, final List<Rest> rests) {
        if (rests.size() < 20 || rests.size() < 60 && random.nextBoolean()) {
            final long price = rests.get(random.nextInt(rests.size())).price;
            add(BY_ORDER, side, 0, price);
        } else {
            order(rests.remove(random.nextInt(rests.size())), side, DELETE);
        }
    }

    private void level(final int instrument, final int side, final int level, final Rest rest, final int action) {
        begin().event(46, nowNs)
                .group(32)
                .level(
                        rest.price,
                        rest.size,
                        SECURITY + instrument,
                        ++numbers[instrument],
                        1,
                        level,
                        action,
                        side == 0 ? '0' : '1')
                .wideGroup(24)
                .end();
        send(INCREMENTAL);
    }

    private void order(final Rest rest, final int side, final int action) {
        begin().event(47, nowNs)
                .group(40)
                .order(rest.id, rest.id, rest.price, rest.size, SECURITY + BY_ORDER, action, side == 0 ? '0' : '1')
                .end();
        send(INCREMENTAL);
    }

    private void trade(final int instrument) {
        final long price = sides.get(instrument).get(0).get(0).price;
        begin().event(48, nowNs)
                .group(32)
                .trade(price, 1, SECURITY + instrument, ++numbers[instrument], 2, NEW, sequence)
                .wideGroup(16)
                .end();
        send(INCREMENTAL);
    }

    private void snapshots() {
        for (int instrument = 0; instrument < SYMBOLS.length; instrument++) {
            bytes.packet(1 + instrument, nowNs).snapshot(sequence, SECURITY + instrument, numbers[instrument], 17);
            for (int side = 0; side < 2 && instrument != BY_ORDER; side++) {
                final List<Rest> rests = sides.get(instrument).get(side);
                for (int i = 0; i < rests.size(); i++) {
                    bytes.snapshotLevel(rests.get(i).price, rests.get(i).size, 1, i + 1, side == 0 ? '0' : '1');
                }
            }
            bytes.end();
            send(SNAPSHOTS);
        }
        bytes.packet(9, nowNs).orderSnapshot(sequence, SECURITY + BY_ORDER, 1, 1);
        for (int side = 0; side < 2; side++) {
            for (final Rest order : sides.get(BY_ORDER).get(side)) {
                bytes.snapshotOrder(order.id, order.id, order.price, order.size, side == 0 ? '0' : '1');
            }
        }
        bytes.end();
        send(SNAPSHOTS);
    }
}
