package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedInstrument;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes, statistics, limits and trades that are taken back, of packets put down byte by byte. */
final class Mdp3FactsTest {
    private static final int LEVELS = 3;
    private static final int ORDERS = 4;
    private static final int ES = 5_003;
    private static final int CL = 5_004;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int NO_FLAG = 255;
    private static final long PRICE = 25_250_000_000L;
    private static final long DAY_17000_NS = 17_000 * 86_400_000_000_000L;

    /** Quantities of ES have one decimal. */
    private final Mdp3Channel channel = new Mdp3Channel(List.of(
            new Mdp3Instrument(new FeedInstrument(LEVELS, "ESZ8", 1), ES, 3, 2, false),
            new Mdp3Instrument(new FeedInstrument(ORDERS, "CLZ8", 0), CL, 10, 0, true)));

    private long number;

    @BeforeEach
    void begin() {
        assertEquals(List.of("facts cleared 3", "facts cleared 4"), told(), "who comes knows nothing");
    }

    private List<String> told() {
        final List<String> facts = List.copyOf(channel.subscriber.facts);
        channel.subscriber.facts.clear();
        return facts;
    }

    @Test
    void shouldTellVolumes() {
        channel.next()
                .event(37, 5)
                .group(16)
                .volume(4, ES, ++number)
                .volume(7, CL, 1)
                .end();
        channel.bytes
                .event(66, 5)
                .group(24)
                .longVolume(5_000_000_000L, ES, ++number)
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "statistic 3 VOLUME - x 40 code - of -",
                        "statistic 4 VOLUME - x 7 code - of -",
                        "statistic 3 VOLUME - x 50000000000 code - of -"),
                told());
        assertTrue(channel.subscriber.book(LEVELS).live(), "from its first entry on");
    }

    @Test
    void shouldTellStatisticsOfTheSession() {
        channel.next().event(51, 5).group(24);
        channel.bytes
                .session(PRICE, ES, ++number, 5, NEW, '4', 12)
                .session(PRICE, ES, ++number, 0, NEW, '4', Mdp3Bytes.NO_SIZE)
                .session(PRICE + 1, ES, ++number, NO_FLAG, NEW, '7', Mdp3Bytes.NO_SIZE)
                .session(PRICE - 1, ES, ++number, NO_FLAG, NEW, '8', Mdp3Bytes.NO_SIZE)
                .session(PRICE + 2, ES, ++number, NO_FLAG, NEW, 'N', Mdp3Bytes.NO_SIZE)
                .session(PRICE - 2, ES, ++number, NO_FLAG, NEW, 'O', Mdp3Bytes.NO_SIZE)
                .session(PRICE - 2, ES, ++number, NO_FLAG, DELETE, 'O', Mdp3Bytes.NO_SIZE)
                .end();
        channel.bytes
                .event(67, 5)
                .group(32)
                .longSession(PRICE + 9, -1, ES, ++number, '7')
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "statistic 3 INDICATIVE_OPEN 25250000000 x 120 code - of -",
                        "statistic 3 OPEN 25250000000 x - code - of -",
                        "statistic 3 HIGH 25250000001 x - code - of -",
                        "statistic 3 LOW 25249999999 x - code - of -",
                        "statistic 3 HIGHEST_BID 25250000002 x - code - of -",
                        "statistic 3 LOWEST_OFFER 25249999998 x - code - of -",
                        "statistic 3 LOWEST_OFFER withdrawn",
                        "statistic 3 HIGH 25250000009 x - code - of -"),
                told());
    }

    @Test
    void shouldTellStatisticsOfTheDay() {
        channel.next().event(49, 5).group(32);
        channel.bytes
                .daily(PRICE, Mdp3Bytes.NO_SIZE, ES, ++number, 17_000, 3, NEW, '6')
                .daily(Mdp3Bytes.NO_PRICE, 900, ES, ++number, 17_000, 0x80, NEW, 'B')
                .daily(Mdp3Bytes.NO_PRICE, 1_000, ES, ++number, 0xFFFF, 0x80, NEW, 'C')
                .daily(PRICE + 4, Mdp3Bytes.NO_SIZE, ES, ++number, 0xFFFF, 0x80, NEW, 'W')
                .daily(PRICE + 5, Mdp3Bytes.NO_SIZE, ES, ++number, 0xFFFF, 0x80, NEW, '9')
                .daily(Mdp3Bytes.NO_PRICE, Mdp3Bytes.NO_SIZE, ES, ++number, 17_000, 0x80, NEW, 'C')
                .daily(PRICE, 5, ES, ++number, 17_000, 0x80, NEW, 'z')
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "statistic 3 SETTLEMENT 25250000000 x - code 3 of " + DAY_17000_NS,
                        "statistic 3 CLEARED_VOLUME - x 9000 code - of " + DAY_17000_NS,
                        "statistic 3 OPEN_INTEREST - x 10000 code - of -",
                        "statistic 3 FIXING 25250000004 x - code - of -",
                        "statistic 3 AVERAGE_PRICE 25250000005 x - code - of -",
                        "statistic 3 OPEN_INTEREST withdrawn"),
                told());
        assertEquals(1, channel.count(FeedCount.PASSED_OVER), "a type of a later version");
    }

    @Test
    void shouldTellPriceLimits() {
        channel.next().event(50, 5).group(32);
        channel.bytes
                .limits(PRICE + 5, PRICE - 5, 3, ES, ++number)
                .limits(Mdp3Bytes.NO_PRICE, PRICE - 5, Mdp3Bytes.NO_PRICE, ES, ++number)
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "limits 3 SESSION 25249999995 to 25250000005 reference - variation 3 extension -",
                        "limits 3 SESSION 25249999995 to - reference - variation - extension -"),
                told());
    }

    /** Of before version 9 prices are in 1e-7. */
    @Test
    void shouldTellOldTemplatesExactlyOrNotAtAll() {
        channel.next().event(34, 5).group(32).limits(505, -495, 3, ES, ++number).end();
        channel.bytes
                .event(35, 5)
                .group(24)
                .session(700, ES, ++number, NO_FLAG, NEW, '7', 1)
                .end();
        channel.bytes.event(33, 5).group(32);
        channel.bytes
                .daily(800, Mdp3Bytes.NO_SIZE, ES, ++number, 0xFFFF, 0x80, NEW, '6')
                .daily(Long.MAX_VALUE - 1, Mdp3Bytes.NO_SIZE, ES, ++number, 0xFFFF, 0x80, NEW, '6')
                .daily(Mdp3Bytes.NO_PRICE, -3, ES, ++number, 0xFFFF, 0x80, NEW, 'C')
                .end();
        channel.bytes
                .event(50, 5)
                .group(32)
                .limits(Long.MIN_VALUE, 1, 1, ES, ++number)
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "limits 3 SESSION -49500 to 50500 reference - variation 300 extension -",
                        "statistic 3 HIGH 70000 x 10 code - of -",
                        "statistic 3 SETTLEMENT 80000 x - code - of -"),
                told());
        assertEquals(3, channel.count(FeedCount.MALFORMED), "a price, a size and a limit that cannot be");
        assertTrue(channel.subscriber.book(LEVELS).live());
    }

    @Test
    void shouldTellTradesThatAreCorrectedAndTakenBack() {
        channel.next().event(48, 5).group(32);
        channel.bytes
                .trade(PRICE, 2, ES, ++number, 1, NEW, 77)
                .trade(PRICE + 5, 1, ES, ++number, 1, CHANGE, 77)
                .trade(PRICE, 2, ES, ++number, 2, DELETE, 77)
                .trade(Mdp3Bytes.NO_PRICE, 0, ES, ++number, 0, DELETE, 0xFFFF_FFFFL)
                .trade(PRICE, 2, ES, ++number, 2, 5, 78)
                .wideGroup(16)
                .end();
        channel.deliver();

        assertEquals(List.of("3 BUY 20 at 25250000000 match 77"), channel.subscriber.trades);
        assertEquals(
                List.of(
                        "CORRECTED 3 BUY 10 at 25250000005 match 77",
                        "BROKEN 3 SELL 20 at 25250000000 match 77",
                        "BROKEN 3 NULL_VAL - at - match -"),
                told());
        assertEquals(3, channel.count(FeedCount.BROKEN_TRADES));
        assertEquals(1, channel.count(FeedCount.MALFORMED), "an action that no trade has");
    }

    @Test
    void shouldTakeBackTheStatisticsOfASessionThatBeginsAnew() {
        channel.next().status("", "", ES, 103, 4).status("", "", ES, 103, 4);
        channel.bytes
                .event(51, 5)
                .group(24)
                .session(PRICE, ES, ++number, 0, NEW, '4', 1)
                .end();
        channel.deliver();

        assertEquals(
                List.of(
                        "statistic 3 OPEN withdrawn",
                        "statistic 3 INDICATIVE_OPEN withdrawn",
                        "statistic 3 HIGH withdrawn",
                        "statistic 3 LOW withdrawn",
                        "statistic 3 HIGHEST_BID withdrawn",
                        "statistic 3 LOWEST_OFFER withdrawn",
                        "statistic 3 VOLUME withdrawn",
                        "statistic 3 OPEN 25250000000 x 10 code - of -"),
                told());
    }

    /** Also of a book by order, whose own snapshots have none. */
    @Test
    void shouldTakeStatisticsOfSnapshotsThatHaveWhatIsMissing() {
        channel.next().heartbeat();
        channel.deliver();
        channel.at(10)
                .event(51, 5)
                .group(24)
                .session(PRICE, CL, 40, NO_FLAG, NEW, '7', Mdp3Bytes.NO_SIZE)
                .end();
        channel.deliver();
        told();

        snapshot(8, CL);
        assertEquals(List.of(), told(), "it does not have all that is missing");
        snapshot(9, CL);
        assertEquals(
                List.of(
                        "limits 4 SESSION 25249999991 to 25250000009 reference - variation - extension -",
                        "statistic 4 SETTLEMENT 25250000003 x - code 1 of " + DAY_17000_NS,
                        "statistic 4 VOLUME - x 33 code - of -",
                        "statistic 4 INDICATIVE_OPEN 25250000004 x 6 code - of -"),
                told(),
                "of the high there is newer word");
        snapshot(11, CL);
        assertEquals(List.of(), told(), "nothing is missing");
    }

    private void snapshot(final long sequence, final int security) {
        channel.bytes.packet(1, 9_999).snapshot(sequence, security, 40, 17, PRICE + 9, PRICE - 9);
        channel.bytes
                .snapshotStatistic(PRICE + 3, Mdp3Bytes.NO_SIZE, 17_000, NO_FLAG, 1, '6')
                .snapshotStatistic(Mdp3Bytes.NO_PRICE, 33, 0xFFFF, NO_FLAG, 0x80, 'e')
                .snapshotStatistic(PRICE + 4, 6, 0xFFFF, 5, 0x80, '4')
                .snapshotStatistic(PRICE + 7, Mdp3Bytes.NO_SIZE, 0xFFFF, NO_FLAG, 0x80, '7')
                .snapshotStatistic(PRICE + 8, 1, 0xFFFF, NO_FLAG, 0x80, '2')
                .end();
        channel.recover();
    }

    @Test
    void shouldTakeAllBackWhenPacketsAreCountedAnew() {
        channel.next().event(37, 5).group(16).volume(4, ES, ++number).end();
        channel.deliver();
        told();

        channel.handler.onSequenceReset();
        channel.send();

        assertEquals(List.of("facts cleared 3", "facts cleared 4"), told());
    }

    /** The exchange says that books and statistics are to be emptied. */
    @Test
    void shouldTakeAllBackWhenTheChannelIsReset() {
        channel.next().event(37, 5).group(16).volume(4, ES, ++number).end();
        channel.deliver();
        told();

        channel.next().channelReset(7).event(37, 5).group(16).volume(1, ES, 1).end();
        channel.deliver();
        assertEquals(List.of("facts cleared 3", "facts cleared 4", "statistic 3 VOLUME - x 10 code - of -"), told());

        snapshot(1, ES);
        assertEquals(List.of(), told(), "of before");
        snapshot(2, ES);
        assertEquals(5, told().size());
    }

    @Test
    void shouldTakeBackWhatASnapshotLacks() {
        channel.next().event(51, 5).group(24);
        channel.bytes
                .session(PRICE, ES, ++number, NO_FLAG, NEW, '8', Mdp3Bytes.NO_SIZE)
                .session(PRICE, ES, ++number, NO_FLAG, NEW, 'N', Mdp3Bytes.NO_SIZE)
                .session(PRICE, ES, ++number, NO_FLAG, NEW, '7', Mdp3Bytes.NO_SIZE)
                .end();
        channel.deliver();
        channel.at(10)
                .event(51, 5)
                .group(24)
                .session(PRICE, ES, 40, NO_FLAG, NEW, 'N', Mdp3Bytes.NO_SIZE)
                .end();
        channel.deliver();
        told();

        snapshot(9, ES);

        assertEquals(
                List.of(
                        "limits 3 SESSION 25249999991 to 25250000009 reference - variation - extension -",
                        "statistic 3 SETTLEMENT 25250000003 x - code 1 of " + DAY_17000_NS,
                        "statistic 3 VOLUME - x 330 code - of -",
                        "statistic 3 INDICATIVE_OPEN 25250000004 x 60 code - of -",
                        "statistic 3 HIGH 25250000007 x - code - of -",
                        "statistic 3 LOW withdrawn"),
                told(),
                "of the highest bid there is newer word");
    }

    @Test
    void shouldTakeBackWhatWasSaidUnderAnotherNumber() {
        define(PRICE + 9, PRICE - 9);
        told();

        channel.bytes.packet(1, 1).future("ESZ8", CL, "ES", "ES", 'A', 17, 3, 2, PRICE + 8, PRICE - 8);
        channel.recover();

        assertEquals(
                List.of(
                        "facts cleared 4",
                        "facts cleared 3",
                        "limits 3 SESSION 25249999992 to 25250000008 reference - variation - extension -"),
                told(),
                "the number was another one's");
    }

    /** What the one before knows is gone; statistics come with the next snapshot. */
    @Test
    void shouldTellAnotherSubscriberWhatHolds() {
        channel.next().event(50, 5).group(32);
        channel.bytes.limits(PRICE + 5, PRICE - 5, 3, ES, ++number).end();
        channel.bytes.event(37, 5).group(16).volume(4, ES, ++number).end();
        channel.deliver();
        told();

        channel.handler.onSubscriber();
        channel.send();
        assertEquals(
                List.of(
                        "facts cleared 3",
                        "limits 3 SESSION 25249999995 to 25250000005 reference - variation 3 extension -",
                        "facts cleared 4"),
                told());

        snapshot(1, ES);
        assertEquals(5, told().size());
    }

    @Test
    void shouldTellLimitsOfDefinitionsUntilThereIsOtherWord() {
        define(PRICE + 9, PRICE - 9);
        define(PRICE + 9, PRICE - 9);
        define(PRICE + 8, PRICE - 8);
        assertEquals(
                List.of(
                        "limits 3 SESSION 25249999991 to 25250000009 reference - variation - extension -",
                        "limits 3 SESSION 25249999992 to 25250000008 reference - variation - extension -"),
                told(),
                "it is repeated");

        channel.next().event(50, 5).group(32);
        channel.bytes.limits(PRICE + 5, PRICE - 5, 3, ES, ++number).end();
        channel.deliver();
        told();
        define(PRICE + 7, PRICE - 7);
        assertEquals(List.of(), told(), "the instrument feed is not in step");
        channel.next().future("ESZ8", ES, "ES", "ES", 'M', 17, 3, 2, PRICE + 7, PRICE - 7);
        channel.deliver();
        assertEquals(
                List.of("limits 3 SESSION 25249999993 to 25250000007 reference - variation - extension -"), told());
    }

    private void define(final long high, final long low) {
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', 17, 3, 2, high, low);
        channel.recover();
    }

    @Test
    void shouldTellLimitsOfOptionsAndSpreads() {
        channel.bytes.packet(1, 1).definition(55, 213, "ESZ8", ES, 194, PRICE - 9, PRICE + 9);
        channel.recover();
        channel.bytes.packet(1, 1).definition(56, 195, "CLZ8", CL, 167, PRICE + 8, PRICE - 8, 4);
        channel.recover();
        channel.bytes.packet(1, 1).definition(56, 195, "CLZ8", CL, 167, Long.MIN_VALUE, PRICE - 8, 4);
        channel.recover();

        assertEquals(
                List.of(
                        "limits 3 SESSION 25249999991 to 25250000009 reference - variation - extension -",
                        "limits 4 SESSION 25249999992 to 25250000008 reference - variation 4 extension -"),
                told());
        assertEquals(1, channel.count(FeedCount.MALFORMED));
    }

    /** A third party's capture; what its dissector shows. */
    @Test
    void shouldTellARealVolume() {
        final SampleCapture capture = SampleCapture.of("MdIncrementalRefreshVolume.pcap");
        final Mdp3Channel real =
                new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(7, "REAL", 0), 121_933, 10, 2, false)));

        real.handler.onPacket(capture.payload, 0, capture.payload.capacity());
        real.send();

        assertEquals("statistic 7 VOLUME - x 9541 code - of -", real.subscriber.facts.get(1));
    }
}
