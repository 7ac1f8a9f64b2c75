package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SimVenueTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final SimInstrument XYZ = new SimInstrument(2, "XYZ", 10_000_000L, 100, 0, 1, 25_000_000_000L);
    private static final List<SimInstrument> BOTH = List.of(ABC, XYZ);

    private final RecordingSink sink = new RecordingSink();

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        assertEquals(digestOfRun(5, 11, 0), digestOfRun(5, 11, 0));
        assertEquals(digestOfRun(5, 11, 40_000), digestOfRun(5, 11, 40_000));
        assertNotEquals(digestOfRun(5, 11, 0), digestOfRun(6, 11, 0));
    }

    @Test
    void shouldKeepTheBackgroundWhateverTheEngineDoes() {
        final SimVenue alone = run(5, 0, 0, sink);
        final SimVenue disturbed = run(5, 11, 0, new RecordingSink());
        final SimVenue disturbedMore = run(5, 12, 25_000, new RecordingSink());

        assertTrue(disturbed.exchange().inboundSequence() > 1_000, "the engine's orders did something");
        assertEquals(alone.flowDecisionCount(), disturbed.flowDecisionCount());
        assertEquals(alone.flowDigest(), disturbed.flowDigest());
        assertEquals(alone.flowDigest(), disturbedMore.flowDigest());
    }

    @Test
    void shouldNumberExecutionsWithoutGapAndNameEachOnce() {
        run(3, 21, 0, sink);

        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final OrderAcceptedDecoder common = new OrderAcceptedDecoder();
        final Set<Long> executionIds = new HashSet<>();
        long expected = 1;
        for (final UnsafeBuffer message : sink.executions) {
            header.wrap(message, 0);
            if (header.templateId() != VenueSessionUpDecoder.TEMPLATE_ID) {
                common.wrap(message, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
                assertEquals(expected++, common.inboundSequence());
                assertTrue(executionIds.add(common.executionId()), "execution id " + common.executionId() + " twice");
            }
        }
        assertTrue(expected > 1_000, "only " + expected + " executions");
    }

    @Test
    void shouldShowItsBookInTheFeed() {
        final OracleBook book = new OracleBook();
        final SimVenue venue = new SimVenue(config(9), BOTH, book, VenueLog.none());
        final RandomTrader trader = new RandomTrader(31, ABC, XYZ);
        venue.start(START);

        for (int step = 1; step <= 4_000; step++) {
            final long timeNs = START + step * SECOND / 2_000;
            venue.advanceTo(timeNs, Integer.MAX_VALUE);
            trader.act(venue, timeNs);
            if (step % 100 == 0) {
                for (final SimInstrument instrument : BOTH) {
                    final Matcher matcher = venue.exchange().matcher(instrument.id());
                    for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
                        assertEquals(
                                MatcherTest.queue(matcher, side),
                                book.queue(instrument.id(), side),
                                "step " + step + " " + instrument.symbol() + " " + side);
                    }
                }
            }
        }
        assertEquals(List.of(), book.faults);
        assertEquals(venue.exchange().packetSequence(), book.packetCount);
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), Set.copyOf(book.templates));
    }

    @Test
    void shouldLoseNothingWhenTheSinkRefuses() {
        final RecordingSink whole = new RecordingSink();
        driveWithPauses(whole, whole);
        final RecordingSink patient = new RecordingSink();
        final Randomness random = new Randomness(77);
        final VenueSink moody = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                return random.nextBelow(3) == 0 && patient.onFeed(buffer, offset, length);
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                return random.nextBelow(3) == 0 && patient.onExecution(buffer, offset, length);
            }
        };

        driveWithPauses(moody, patient);

        assertEquals(whole.executions, patient.executions);
        assertEquals(whole.feed, patient.feed);
    }

    @Test
    void shouldPauseTheBackgroundWhileMarketDataWaits() {
        final boolean[] open = {true};
        final VenueSink blocked = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                return open[0];
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                return sink.onExecution(buffer, offset, length);
            }
        };
        final SimVenue venue = new SimVenue(config(4), BOTH, blocked, VenueLog.none());
        venue.start(START);
        venue.advanceTo(START + SECOND / 10, Integer.MAX_VALUE);
        open[0] = false;
        venue.advanceTo(START + SECOND / 5, Integer.MAX_VALUE);
        final long decisions = venue.flowDecisionCount();

        venue.advanceTo(START + SECOND, Integer.MAX_VALUE);
        assertEquals(decisions, venue.flowDecisionCount());
        assertTrue(venue.isBlocked());

        new Requests().limit(1, Side.BUY, 90_000_000_000L, 1).send(venue, START + SECOND);
        assertEquals("accepted 1 BUY 1@90000000000", last(sink.takeExecutions()));

        open[0] = true;
        venue.limitLag(START + SECOND, SECOND / 100);
        venue.advanceTo(START + SECOND, Integer.MAX_VALUE);
        final long caughtUp = venue.flowDecisionCount() - decisions;
        assertTrue(caughtUp > 0 && caughtUp < 400, caughtUp + " decisions in 10 ms after a pause");
    }

    @Test
    void shouldDeliverAfterLatencyInOrder() {
        final SimVenueConfig config = new SimVenueConfig()
                .eventsPerSecond(0)
                .orderLatency(1_000, 500)
                .executionLatency(2_000, 900)
                .feedLatency(300, 0);
        final SimVenue venue = new SimVenue(config, BOTH, sink, VenueLog.none());
        venue.start(START);
        venue.advanceTo(START + 10_000, 100);
        sink.takeExecutions();
        sink.takeFeed();
        final Requests requests = new Requests();
        for (int token = 1; token <= 50; token++) {
            requests.limit(token, Side.BUY, 90_000_000_000L, 1).send(venue, START + 20_000 + token);
        }

        final long firstNs = venue.nextEventNs();
        assertTrue(firstNs >= START + 21_001 && firstNs <= START + 21_501, "first order at " + (firstNs - START));
        venue.advanceTo(START + 22_999, 1_000);
        assertEquals(50, sink.takeFeed().size());
        assertEquals(List.of(), sink.takeExecutions());
        venue.advanceTo(START + 40_000, 1_000);

        final List<String> expected = new ArrayList<>();
        for (int token = 1; token <= 50; token++) {
            expected.add("accepted " + token + " BUY 1@90000000000");
        }
        assertEquals(expected, sink.takeExecutions());
        assertEquals(SimVenue.NO_EVENT, venue.nextEventNs());
    }

    @Test
    void shouldQueueAnOrderThatTheSinkSendsFromWithinAnEvent() {
        final SimVenue[] holder = new SimVenue[1];
        final Requests requests = new Requests();
        final VenueSink eager = new VenueSink() {
            private boolean sent;

            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                return true;
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                if (!sent && holder[0].openOrderCount() == 1) {
                    sent = true;
                    requests.limit(2, Side.SELL, 90_000_000_000L, 2).send(holder[0], START + 5);
                }
                return sink.onExecution(buffer, offset, length);
            }
        };
        final SimVenue venue =
                new SimVenue(new SimVenueConfig().eventsPerSecond(0).fees(0, 0), BOTH, eager, VenueLog.none());
        holder[0] = venue;
        venue.start(START);
        sink.takeExecutions();

        requests.limit(1, Side.BUY, 90_000_000_000L, 1).send(venue, START + 5);
        assertEquals(List.of("accepted 1 BUY 1@90000000000"), sink.takeExecutions());
        assertEquals(START + 5, venue.nextEventNs());
        venue.advanceTo(START + 5, 10);

        assertEquals(
                List.of(
                        "accepted 2 SELL 2@90000000000",
                        "filled 1 1@90000000000 leaves 0 fee 0 maker TRUE",
                        "filled 2 1@90000000000 leaves 1 fee 0 maker FALSE"),
                sink.takeExecutions());
    }

    @Test
    void shouldIgnoreAndCountWhatIsNoOrder() {
        sink.keeps = false;
        final SimVenue venue = new SimVenue(config(2).executionHistory(64), BOTH, sink, VenueLog.none());
        venue.start(START);
        final Randomness random = new Randomness(13);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[128]);
        final Requests requests = new Requests();
        for (int i = 0; i < 100_000; i++) {
            int length = (int) random.nextBelow(bytes.capacity() + 1);
            for (int offset = 0; offset < bytes.capacity(); offset += Long.BYTES) {
                bytes.putLong(offset, random.nextLong());
            }
            if (i % 2 == 0) {
                // A right message with a few wrong bytes gets further than noise.
                requests.instrumentId = 1 + (int) random.nextBelow(2);
                requests.order(i, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, ABC.startPriceNanos(), 100);
                bytes.putBytes(0, requests.buffer, 0, requests.length);
                bytes.putByte((int) random.nextBelow(requests.length), (byte) random.nextLong());
                bytes.putShort(2, (short) (101 + random.nextBelow(8)));
                length = random.nextBelow(10) == 0 ? length : bytes.capacity();
            }
            venue.onOrder(START + i, bytes, 0, length);
            if (i % 500 == 0) {
                requests.massCancel(0, 0).send(venue, START + i);
            }
        }
        assertTrue(venue.ignoredCount() > 40_000, "ignored " + venue.ignoredCount());
        venue.advanceTo(START + SECOND, Integer.MAX_VALUE);
    }

    @Test
    void shouldStopTheBackgroundOnRequest() {
        final SimVenue venue = new SimVenue(config(2), BOTH, sink, VenueLog.none());
        venue.start(START);
        venue.advanceTo(START + SECOND / 10, Integer.MAX_VALUE);
        final long decisions = venue.flowDecisionCount();

        venue.stopFlow();
        venue.advanceTo(START + SECOND, Integer.MAX_VALUE);

        assertTrue(decisions > 0);
        assertEquals(decisions, venue.flowDecisionCount());
        assertEquals(SimVenue.NO_EVENT, venue.nextEventNs());
    }

    private static long digestOfRun(final long seed, final long traderSeed, final long latencyNs) {
        final RecordingSink result = new RecordingSink();
        result.keeps = false;
        run(seed, traderSeed, latencyNs, result);
        return result.digest;
    }

    /** Two seconds of market; without a trader's seed nobody but the background trades. */
    private static SimVenue run(
            final long seed, final long traderSeed, final long latencyNs, final RecordingSink target) {
        final SimVenueConfig config = config(seed)
                .orderLatency(latencyNs, latencyNs)
                .executionLatency(latencyNs, latencyNs)
                .feedLatency(latencyNs, latencyNs / 2);
        final SimVenue venue = new SimVenue(config, BOTH, target, VenueLog.none());
        final RandomTrader trader = new RandomTrader(traderSeed, ABC, XYZ);
        venue.start(START);
        for (int step = 1; step <= 2_000; step++) {
            final long timeNs = START + step * SECOND / 1_000;
            venue.advanceTo(timeNs, Integer.MAX_VALUE);
            if (traderSeed != 0) {
                trader.act(venue, timeNs);
            }
        }
        return venue;
    }

    private static void driveWithPauses(final VenueSink target, final RecordingSink recorder) {
        final SimVenue venue = new SimVenue(config(8), BOTH, target, VenueLog.none());
        final RandomTrader trader = new RandomTrader(41, ABC, XYZ);
        venue.start(START);
        for (int step = 1; step <= 300; step++) {
            final long timeNs = START + step * SECOND / 1_000;
            do {
                venue.advanceTo(timeNs, 10_000);
            } while (venue.nextEventNs() <= timeNs);
            trader.act(venue, timeNs);
            while (venue.nextEventNs() <= timeNs) {
                venue.advanceTo(timeNs, 10_000);
            }
        }
        assertTrue(recorder.messageCount > 1_000);
    }

    private static SimVenueConfig config(final long seed) {
        return new SimVenueConfig().seed(seed);
    }

    private static String last(final List<String> lines) {
        return lines.get(lines.size() - 1);
    }
}
