package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.journal.HopTimesDecoder;
import io.tiercel.codecs.journal.OrderLeftDecoder;
import io.tiercel.codecs.journal.TelemetryGapDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.TelemetryWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TelemetryLogTest {
    private static final int SMALL = 4_096;

    private final List<String> written = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private volatile int closes;
    private int room = Integer.MAX_VALUE;

    /** Takes so many records. */
    private final class Writer implements TelemetryWriter {
        @Override
        public void append(
                final int kind,
                final long cause,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            if (written.size() == room) {
                throw new JournalException("no room");
            }
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            final String message = switch (kind) {
                case HopTimesDecoder.TEMPLATE_ID ->
                    "hops decided "
                            + new HopTimesDecoder()
                                    .wrapAndApplyHeader(buffer, offset, header)
                                    .decidedNs();
                case OrderLeftDecoder.TEMPLATE_ID -> {
                    final OrderLeftDecoder left = new OrderLeftDecoder().wrapAndApplyHeader(buffer, offset, header);
                    yield "order " + left.orderId() + " of " + left.inputSequence() + " left " + left.leftNs();
                }
                case TelemetryGapDecoder.TEMPLATE_ID ->
                    "gap "
                            + new TelemetryGapDecoder()
                                    .wrapAndApplyHeader(buffer, offset, header)
                                    .missed();
                default -> "kind " + kind;
            };
            written.add(cause + " at " + timeNs + ": " + message);
        }

        @Override
        public void makeRoom() {}

        @Override
        public void close() {
            closes++;
        }
    }

    /** Everything that is in the ring by now. */
    private TelemetryLog write(final TelemetryRing ring) {
        final TelemetryLog log = new TelemetryLog(ring, Writer::new, failures::add);
        log.start();
        log.close();
        return log;
    }

    private static void orders(final TelemetryRing ring, final int count) {
        for (int i = 1; i <= count; i++) {
            ring.onOrderLeft(i, i, 100 + i);
            ring.onInputDone(i, 50 + i);
        }
    }

    @Test
    void shouldWriteStagesOfInputThenItsOrders() {
        final TelemetryRing ring = new TelemetryRing(SMALL);
        ring.onOrderLeft(7, 64, 103);
        ring.onOrderLeft(8, 64, 104);
        ring.hops(64, 100).decidedNs(102);
        ring.tellHops();
        ring.onInputDone(64, 100);
        ring.onInputDone(65, 200);
        // one that waited for the disk
        ring.onOrderLeft(9, 64, 205);
        ring.onInputDone(66, 206);

        final TelemetryLog log = write(ring);

        assertEquals(
                List.of(
                        "64 at 100: hops decided 102",
                        "64 at 100: order 7 of 64 left 103",
                        "64 at 100: order 8 of 64 left 104",
                        "66 at 206: order 9 of 64 left 205"),
                written);
        assertEquals(0, log.lostCount());
        assertEquals(1, closes);
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldSayHowManyWereMissedAtTheEnd() {
        final TelemetryRing ring = new TelemetryRing(SMALL);
        orders(ring, 100);
        final long missed = ring.missedCount();

        write(ring);

        assertTrue(missed > 0 && missed < 100, () -> missed + " missed");
        assertEquals(100 - missed + 1, written.size());
        assertEquals((100 - missed) + " at " + (150 - missed) + ": gap " + missed, written.get(written.size() - 1));
    }

    @Test
    void shouldSayHowManyWereMissedBeforeTheNextOne() {
        final TelemetryRing ring = new TelemetryRing(SMALL);
        orders(ring, 100);
        final long missed = ring.missedCount();
        final TelemetryLog log = new TelemetryLog(ring, Writer::new, failures::add);
        while (ring.read((type, buffer, index, length) -> {}, 1) > 0) {
            // Room again; these were read by somebody else and are missed, too.
        }
        ring.onOrderLeft(101, 101, 201);
        ring.onInputDone(101, 151);

        log.start();
        log.close();

        assertEquals(List.of("0 at 0: gap 100", "101 at 151: order 101 of 101 left 201"), written);
        assertTrue(missed < 100);
    }

    @Test
    void shouldTellMoreOrdersThanItCanNote() {
        final TelemetryRing ring = new TelemetryRing(1 << 20);
        for (int i = 1; i <= 1_000; i++) {
            ring.onOrderLeft(i, 1, 100 + i);
        }
        ring.onInputDone(1, 50);

        write(ring);

        assertEquals(1_000, written.size());
        assertTrue(written.get(999).endsWith("order 1000 of 1 left 1100"), written.get(999));
    }

    @Test
    void shouldEndAtFirstFailureTellItOnceAndCountTheRest() {
        final TelemetryRing ring = new TelemetryRing(1 << 20);
        room = 10;
        orders(ring, 100);

        final TelemetryLog log = write(ring);

        assertEquals(10, written.size());
        assertEquals(90, log.lostCount());
        assertEquals(List.of("no room; trading goes on without: the rest of this run has no times for why"), failures);
        assertEquals(1, closes);
    }

    /** On a full disk, its room must not become the journal's. */
    @Test
    @Timeout(60)
    void shouldKeepItsRoomAfterAFailureUntilTheEnd() {
        final TelemetryRing ring = new TelemetryRing(1 << 20);
        room = 10;
        final TelemetryLog log = new TelemetryLog(ring, Writer::new, failures::add);
        log.start();
        orders(ring, 20);
        while (log.lostCount() < 10) {
            Thread.onSpinWait();
        }
        orders(ring, 20);
        while (log.lostCount() < 30) {
            Thread.onSpinWait();
        }
        final int closesBefore = closes;

        log.close();

        assertEquals(0, closesBefore);
        assertEquals(1, closes);
        assertEquals(1, failures.size());
    }

    @Test
    void shouldCountAllWhenItCannotBegin() {
        final TelemetryRing ring = new TelemetryRing(1 << 20);
        orders(ring, 100);
        final TelemetryLog log = new TelemetryLog(
                ring,
                () -> {
                    throw new JournalException("no disk");
                },
                failures::add);
        log.start();
        log.close();

        assertEquals(100, log.lostCount());
        assertEquals(1, failures.size());
    }
}
