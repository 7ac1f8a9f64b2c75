package io.tiercel.engine.feed.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.feed.arbitration.SendingTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PacketNumbersTest {
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final long MS = 1_000_000;
    private static final long WEEK_MS = 7L * 24 * 3_600 * 1_000;

    private final Inspection.ChannelCounts counts = new Inspection.ChannelCounts(new Channel("a:1", 0, null));
    private long nowMs = 1_000_000;

    @Test
    void shouldCountWhatIsMissingAfterNumbersBeganAnew() {
        send(1, 200);
        nowMs += WEEK_MS;
        send(1, 49);
        send(60, 200);

        assertCounts(1, 10, 0);
    }

    @Test
    void shouldBeginAnewWithoutTheFirstPacket() {
        send(1, 200);
        nowMs += WEEK_MS;
        send(7, 49);
        send(60, 200);

        assertCounts(1, 10, 0);
    }

    /** Snapshots are repeated without a pause. */
    @Test
    void shouldCountEachRoundAnew() {
        send(1, 50);
        send(1, 50);
        send(3, 9);
        send(11, 50);
        send(2, 2);
        send(4, 50);

        assertCounts(2, 2, 0);
    }

    @Test
    void shouldTakeNothingLateForABegin() {
        send(1, 1);
        final long beginMs = nowMs;
        send(3, 20);
        send(30, 40);
        // By a line that was stuck, and by one that is slow.
        add(2, beginMs + 1);
        add(1, beginMs);
        add(1, beginMs);
        send(41, 42);

        assertCounts(2, 10, 3);
    }

    @Test
    void shouldTakeNothingOfTheFormerNumbersForAGap() {
        send(1, 200);
        final long endMs = nowMs;
        nowMs += WEEK_MS;
        send(1, 5);
        add(200, endMs);
        add(150, endMs - 50);
        send(6, 20);

        assertCounts(0, 0, 2);
    }

    @Test
    void shouldNotBeMisledByAWrongTime() {
        send(1, 200);
        add(201, nowMs + 10 * WEEK_MS);
        nowMs += WEEK_MS;
        send(2, 300);
        send(310, 400);

        assertCounts(1, 9, 0);
    }

    @Test
    void shouldCountAsLateWhatSaysNoTime() {
        counts.onPacket("S", 1, 100, SendingTimes.NOT_SAID);
        counts.onPacket("S", 1, 10, SendingTimes.NOT_SAID);
        counts.onPacket("S", 95, 20, SendingTimes.NOT_SAID);
        // Another session in between.
        counts.onPacket("T", 1, 10, SendingTimes.NOT_SAID);
        counts.onPacket("S", 120, 1, SendingTimes.NOT_SAID);
        counts.onPacket("T", 11, 1, SendingTimes.NOT_SAID);

        assertCounts(1, 5, 16);
    }

    /** Rounds with losses and packets that overtake; the other side knows where each one begins. */
    @Test
    void shouldCountAsOneWhoKnowsWhereNumbersBegin() {
        final SplittableRandom random = new SplittableRandom(SEED);
        long gaps = 0;
        long missing = 0;
        long late = 0;
        for (int round = 0; round < 500; round++) {
            nowMs += random.nextInt(3) * 1_500;
            final List<long[]> packets = new ArrayList<>();
            final int length = 60 + random.nextInt(60);
            for (int i = 1; i <= length; i++) {
                nowMs++;
                if (random.nextInt(10) > 0) {
                    packets.add(new long[] {i, nowMs, i + (random.nextInt(4) == 0 ? random.nextInt(20) : 0)});
                }
            }
            packets.sort((a, b) -> Long.compare(a[2], b[2]));
            long next = packets.get(0)[0];
            for (final long[] packet : packets) {
                gaps += packet[0] > next ? 1 : 0;
                missing += Math.max(0, packet[0] - next);
                late += packet[0] < next ? 1 : 0;
                next = Math.max(next, packet[0] + 1);
                add(packet[0], packet[1]);
            }
        }

        assertEquals(List.of(gaps, missing, late), counted(), () -> "seed " + SEED);
    }

    private void send(final long from, final long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            nowMs++;
            add(sequence, nowMs);
        }
    }

    private void add(final long sequence, final long sentMs) {
        counts.onPacket("", sequence, 1, sentMs * MS);
    }

    private void assertCounts(final long gaps, final long missing, final long late) {
        assertEquals(List.of(gaps, missing, late), counted());
    }

    private List<Long> counted() {
        return List.of(counts.gaps(), counts.missing(), counts.late());
    }
}
