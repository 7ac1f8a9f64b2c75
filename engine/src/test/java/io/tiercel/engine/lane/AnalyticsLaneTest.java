package io.tiercel.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.InputFilter;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.strategy.testing.FakeBook;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Twelve instruments, a window of two returns on a grid of 100 ns. */
class AnalyticsLaneTest {
    private static final int INSTRUMENTS = 12;
    private static final int VALUES = INSTRUMENTS * (INSTRUMENTS + 1) / 2;

    private final QuoteBroadcast broadcast = new QuoteBroadcast(1 << 13, INSTRUMENTS + 1);
    private final List<FakeBook> books = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final InputFilter filter = InputFilter.lanes();
    private long sequence;

    AnalyticsLaneTest() {
        for (int id = 1; id <= INSTRUMENTS + 1; id++) {
            books.add(new FakeBook(FakeBook.instrument(id, "S" + id, 0, 1)));
            books.get(id - 1).bids(10_000, 1).asks(10_002, 1);
            if (id <= INSTRUMENTS) {
                broadcast.want(id);
            }
        }
    }

    @Test
    void shouldSendResultInPiecesThatPassTheFilter() {
        final RingSource results = new RingSource(1 << 12);
        final AnalyticsLane lane = lane(results);
        round(100);
        round(200);
        round(300);
        round(400);
        lane.doWork();

        results.poll((buffer, offset, length) -> note(buffer, offset, length), 100);

        // The quote at 400 makes the result due: it knows of the twelve before.
        assertEquals(
                List.of(
                        "begin of 12, 78 values, as of 36 at 400",
                        "60 values from 0",
                        "18 values from 60",
                        "end of 78 as of 36"),
                messages);
        assertEquals(1, lane.resultCount());
        assertEquals(0, lane.missedCount());
    }

    @Test
    void shouldWaitForRoomAndLoseNothingOfTheResult() {
        final RingSource results = new RingSource(1 << 12);
        while (results.offer(new UnsafeBuffer(new byte[400]), 0, 400)) {
            // Until it is full.
        }
        final AnalyticsLane lane = lane(results);
        for (int i = 1; i <= 4; i++) {
            round(100 * i);
        }

        lane.doWork();
        assertTrue(lane.pending());
        assertEquals(0, lane.doWork(), "it reads no quotes meanwhile");

        drain(results, (buffer, offset, length) -> {});
        lane.doWork();
        assertFalse(lane.pending());
        drain(results, this::note);
        assertEquals(4, messages.size(), messages::toString);
    }

    @Test
    void shouldCountMissedQuotesAndNeverHoldUpWhoTellsThem() {
        final RingSource results = new RingSource(1 << 12);
        final AnalyticsLane lane = lane(results);
        round(100);
        lane.doWork();

        for (int i = 1; i <= 1_000; i++) {
            round(100 + i);
        }
        int read = 0;
        for (int work = lane.doWork(); work > 0; work = lane.doWork()) {
            read += work;
        }

        assertTrue(lane.missedCount() > 10_000, "missed " + lane.missedCount());
        assertTrue(read + lane.missedCount() >= 12_000, read + " read, missed " + lane.missedCount());
    }

    @Test
    void shouldTellNothingOfInstrumentsThatNoLaneWants() {
        final QuoteReceiver receiver = broadcast.newReceiver();

        broadcast.onQuote(1, 1, books.get(INSTRUMENTS));

        assertFalse(receiver.next());
    }

    @Test
    void shouldAllocateNothingOnEitherSide() {
        assertEquals(0, allocatedBytes(null));
    }

    @Test
    void shouldNoticeAnAllocation() {
        assertTrue(allocatedBytes(new Object[1]) > 0);
    }

    private long allocatedBytes(final Object[] kept) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final RingSource results = new RingSource(1 << 16);
        final AnalyticsLane lane = lane(results);
        final InputSource.Consumer consumer = (buffer, offset, length) -> {
            if (kept != null) {
                kept[0] = new long[1];
            }
        };
        final long threadId = Thread.currentThread().getId();
        work(lane, results, consumer, 0, 20_000);
        threads.getThreadAllocatedBytes(threadId);
        final long before = threads.getThreadAllocatedBytes(threadId);
        work(lane, results, consumer, 20_000, 60_000);
        final long allocated = threads.getThreadAllocatedBytes(threadId) - before;
        assertTrue(lane.resultCount() > 30_000, "only " + lane.resultCount() + " results");
        return allocated;
    }

    private void work(
            final AnalyticsLane lane,
            final RingSource results,
            final InputSource.Consumer consumer,
            final int from,
            final int to) {
        for (int i = from; i < to; i++) {
            round(100L * i + 100);
            lane.doWork();
            lane.doWork();
            results.poll(consumer, 100);
        }
    }

    /** A poll ends at the end of the ring's memory, and the next one goes on from its begin. */
    private static void drain(final RingSource results, final InputSource.Consumer consumer) {
        for (int i = 0; i < 3; i++) {
            results.poll(consumer, 100);
        }
    }

    private void round(final long timeNs) {
        for (int i = 0; i < INSTRUMENTS; i++) {
            broadcast.onQuote(++sequence, timeNs, books.get(i));
        }
    }

    private AnalyticsLane lane(final RingSource results) {
        final int[] ids = new int[INSTRUMENTS];
        for (int i = 0; i < INSTRUMENTS; i++) {
            ids[i] = i + 1;
        }
        final Calculation calculation = new RealisedCovariance(ids, 100, 2, 1);
        assertEquals(VALUES, calculation.valueCount());
        return new AnalyticsLane(1, "test", broadcast.newReceiver(), calculation, results);
    }

    private void note(final DirectBuffer buffer, final int offset, final int length) {
        assertTrue(filter.accepts(buffer, offset, length));
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        switch (header.templateId()) {
            case AnalyticsBeginDecoder.TEMPLATE_ID -> {
                final AnalyticsBeginDecoder begin =
                        new AnalyticsBeginDecoder().wrapAndApplyHeader(buffer, offset, header);
                messages.add("begin of " + begin.instrumentCount() + ", " + begin.valueCount() + " values, as of "
                        + begin.asOfSequence() + " at " + begin.asOfTimeNs());
            }
            case AnalyticsItemDecoder.TEMPLATE_ID -> {
                final AnalyticsItemDecoder item = new AnalyticsItemDecoder().wrapAndApplyHeader(buffer, offset, header);
                messages.add(item.count() + " values from " + item.position());
            }
            default -> {
                final AnalyticsEndDecoder end = new AnalyticsEndDecoder().wrapAndApplyHeader(buffer, offset, header);
                messages.add("end of " + end.valueCount() + " as of " + end.asOfSequence());
            }
        }
    }
}
