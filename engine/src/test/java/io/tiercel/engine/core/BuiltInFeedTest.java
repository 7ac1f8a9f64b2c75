package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.venue.sim.SimInstrument;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.SimVenueConfig;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The built-in market's feed as the core takes it, whole and with losses. */
final class BuiltInFeedTest {
    private static final long SEED = 5;
    private static final long START_NS = 1_767_225_600_000_000_000L;
    private static final int ADD = 1;
    private static final int TEMPLATE = 2;

    private final CoreHarness harness = new CoreHarness(
                    CoreHarness.catalogue("Probe", setup -> new ProbeStrategy(setup, new ArrayList<>())))
            .configure("strategies.strategy1.parameters.instrument", "S1")
            .open(2, "Probe");

    @Test
    void shouldTakeWholeFeedWithoutFault() {
        give(messages());

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), List.of(book(1).feedState(), book(2).feedState()));
        assertEquals(0, harness.core.counted(AlertCode.FEED_GAP) + harness.core.counted(AlertCode.FEED_LATE));
        assertEquals(0, harness.core.counted(AlertCode.BOOK_SUSPECT));
        assertTrue(book(1).tradable() && book(2).tradable());
    }

    @Test
    void shouldCloseBooksWhenOneMessageIsLost() {
        final List<UnsafeBuffer> messages = messages();
        int lost = messages.size() / 2;
        while (messages.get(lost).getShort(TEMPLATE) != ADD) {
            lost++;
        }
        messages.remove(lost);

        give(messages);

        assertEquals(
                List.of(FeedState.RECOVERING, FeedState.RECOVERING), List.of(book(1).feedState(), book(2).feedState()));
        assertEquals(1, harness.core.counted(AlertCode.FEED_GAP));
    }

    @Test
    void shouldComeToSameBooksWhenEachPacketComesTwice() {
        final List<UnsafeBuffer> once = messages();
        give(once);
        final int orders = harness.core.books().orderCount();
        final long bidNanos = book(1).bidPriceNanos();

        give(once.subList(once.size() / 2, once.size()));

        assertEquals(orders, harness.core.books().orderCount());
        assertEquals(bidNanos, book(1).bidPriceNanos());
        assertTrue(harness.core.counted(AlertCode.FEED_LATE) >= once.size() / 2);
        assertEquals(0, harness.core.counted(AlertCode.BOOK_SUSPECT));
    }

    private Book book(final int instrument) {
        return harness.core.books().book(instrument);
    }

    private void give(final List<UnsafeBuffer> messages) {
        for (final UnsafeBuffer message : messages) {
            harness.raw(message, message.capacity());
        }
    }

    private static List<UnsafeBuffer> messages() {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        final VenueSink sink = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                final byte[] copy = new byte[length];
                buffer.getBytes(offset, copy);
                messages.add(new UnsafeBuffer(copy));
                return true;
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                return true;
            }
        };
        final List<SimInstrument> instruments = List.of(
                new SimInstrument(1, "S1", 10_000_000L, 1, 0, 1, 100_000_000_000L),
                new SimInstrument(2, "S2", 10_000_000L, 1, 0, 1, 25_000_000_000L));
        try (SimVenue venue = new SimVenue(new SimVenueConfig().seed(SEED), instruments, sink, VenueLog.none())) {
            venue.start(START_NS);
            venue.advanceTo(START_NS + CoreHarness.NANO, Integer.MAX_VALUE);
        }
        return messages;
    }
}
