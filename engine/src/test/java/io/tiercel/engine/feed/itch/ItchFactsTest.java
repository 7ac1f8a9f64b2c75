package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.ingress.VirtualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What ITCH says besides orders: messages put down field by field, as the specification lists them, and what a
 * subscriber gets. Instruments are numbered as they appear; ABCD is 1.
 */
final class ItchFactsTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long MIDNIGHT_NS =
            Instant.parse("2026-01-05T05:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final RecordingLine line = new RecordingLine();
    private final FeedCounts counts = new FeedCounts();
    private final List<Long> broken = new ArrayList<>();
    private final FeedSender sender = new FeedSender(9, line, counts, ItchFileHandler.stagedMessages());
    private final ItchFileHandler handler = new ItchFileHandler(
            sender,
            counts,
            new Directory(),
            broken::add,
            ZONE,
            new VirtualClock(MIDNIGHT_NS + 34_200_000_000_000L),
            CapturedBounds.DEFAULT,
            false,
            false);
    private final ByteBuffer bytes = ByteBuffer.allocate(64);

    private static final class Directory implements InstrumentDirectory {
        private int count;

        @Override
        public int add(final long code, final String symbol) {
            return ++count;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            // Names are nobody's concern here.
        }
    }

    @BeforeEach
    void open() {
        handler.onStream("", true);
        begin('R', 7).stock("ABCD").put(new byte[20]).give();
        line.take();
    }

    /** Type, locate, tracking, time. */
    private ItchFactsTest begin(final char type, final int locate) {
        bytes.clear();
        bytes.put((byte) type).putShort((short) locate).putShort((short) 3);
        bytes.putShort((short) (34_200_000_000_123L >>> 32)).putInt((int) 34_200_000_000_123L);
        return this;
    }

    private ItchFactsTest put(final byte[] more) {
        bytes.put(more);
        return this;
    }

    private ItchFactsTest stock(final String symbol) {
        bytes.put((symbol + "        ").substring(0, 8).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private ItchFactsTest four(final long value) {
        bytes.putInt((int) value);
        return this;
    }

    private ItchFactsTest eight(final long value) {
        bytes.putLong(value);
        return this;
    }

    private ItchFactsTest letter(final char value) {
        bytes.put((byte) value);
        return this;
    }

    /** As a packet of its own. */
    private List<String> give() {
        handler.onMessage(new UnsafeBuffer(bytes.array()), 0, bytes.position());
        handler.onPacketEnd();
        return line.take();
    }

    private ItchFactsTest imbalance(final long paired, final long shares, final char direction, final char cross) {
        return begin('I', 7)
                .eight(paired)
                .eight(shares)
                .letter(direction)
                .stock("ABCD")
                .four(101_500)
                .four(101_600)
                .four(0)
                .letter(cross)
                .letter('L');
    }

    @Test
    void shouldTellHowAuctionsStand() {
        assertEquals(
                List.of("1. auction 1 OPENING BUY 300 of 5000 reference - near 10160000000 far 10150000000"),
                imbalance(5_000, 300, 'B', 'O').give());
        assertEquals(
                List.of("2. auction 1 CLOSING SELL 300 of 5000000000 reference - near 10160000000 far 10150000000"),
                imbalance(5_000_000_000L, 300, 'S', 'C').give());
        assertEquals(
                List.of("3. auction 1 HALTED NULL_VAL 0 of 5000 reference - near 10160000000 far 10150000000"),
                imbalance(5_000, 0, 'N', 'H').give());
        assertEquals(
                List.of("4. auction 1 EXTENDED NULL_VAL - of 5000 reference - near 10160000000 far 10150000000"),
                imbalance(5_000, 0, 'O', 'A').give(),
                "too few orders to say");
        assertEquals(List.of(), imbalance(-1, 0, 'B', 'O').give(), "beyond 63 bits");
        assertEquals(1, counts.get(FeedCount.MALFORMED));
    }

    @Test
    void shouldTellTheCollarOfAnAuction() {
        assertEquals(
                List.of("1. limits 1 AUCTION 9500000000 to 10500000000 reference 10000000000 variation - extension 2"),
                begin('J', 7)
                        .stock("ABCD")
                        .four(100_000)
                        .four(105_000)
                        .four(95_000)
                        .four(2)
                        .give());
    }

    @Test
    void shouldTellWhatHoldsForTheMarket() {
        assertEquals(
                List.of(
                        "1 statistic 0 CIRCUIT_BREAKER_1 4000123456780 x - code - of -",
                        "1 statistic 0 CIRCUIT_BREAKER_2 3000000000000 x - code - of -",
                        "1. statistic 0 CIRCUIT_BREAKER_3 2000000000000 x - code - of -"),
                begin('V', 0)
                        .eight(400_012_345_678L)
                        .eight(300_000_000_000L)
                        .eight(200_000_000_000L)
                        .give());
        assertEquals(
                List.of("2. statistic 0 CIRCUIT_BREAKER_REACHED - x - code 2 of -"),
                begin('W', 0).letter('2').give());
        assertEquals(List.of(), begin('W', 0).letter('4').give());
        assertEquals(List.of(), begin('V', 0).eight(1).eight(1L << 62).eight(1).give(), "it does not fit in 1e-9");
        assertEquals(2, counts.get(FeedCount.MALFORMED));
    }

    @Test
    void shouldTellWhenANewStockIsQuoted() {
        assertEquals(
                List.of("1. statistic 1 IPO_PRICE 17250000000 x - code - of " + (MIDNIGHT_NS + 35_100_000_000_000L)),
                begin('K', 7)
                        .stock("ABCD")
                        .four(35_100)
                        .letter('A')
                        .four(172_500)
                        .give());
        assertEquals(
                List.of("2. statistic 1 IPO_PRICE withdrawn"),
                begin('K', 7).stock("ABCD").four(0).letter('C').four(0).give());
        assertEquals(
                List.of(),
                begin('K', 7).stock("ABCD").four(86_400).letter('A').four(1).give());
        assertEquals(1, counts.get(FeedCount.MALFORMED));
    }

    @Test
    void shouldTellRetailInterestAndRestrictionsOfShortSales() {
        assertEquals(
                List.of("1. statistic 1 RETAIL_INTEREST - x - code 1 of -"),
                begin('N', 7).stock("ABCD").letter('B').give());
        assertEquals(
                List.of("2. statistic 1 RETAIL_INTEREST - x - code 2 of -"),
                begin('N', 7).stock("ABCD").letter('S').give());
        assertEquals(
                List.of("3. statistic 1 RETAIL_INTEREST - x - code 3 of -"),
                begin('N', 7).stock("ABCD").letter('A').give());
        assertEquals(
                List.of("4. statistic 1 RETAIL_INTEREST - x - code 0 of -"),
                begin('N', 7).stock("ABCD").letter('N').give());
        assertEquals(
                List.of("5. statistic 1 SHORT_SALE_RESTRICTION - x - code 1 of -"),
                begin('Y', 7).stock("ABCD").letter('1').give());
        assertEquals(List.of(), begin('Y', 7).stock("ABCD").letter('3').give());
        assertEquals(List.of(), begin('N', 7).stock("ABCD").letter('x').give());
        assertEquals(2, counts.get(FeedCount.MALFORMED));
    }

    @Test
    void shouldTellHowADirectListingStands() {
        assertEquals(
                List.of(
                        "1 statistic 1 LISTING_PRICE 31000000000 x - code 1 of " + (MIDNIGHT_NS + 36_000_000_000_000L),
                        "1 limits 1 LISTING 20000000000 to 45000000000 reference - variation - extension -",
                        "1. limits 1 AUCTION 27900000000 to 34100000000 reference 31000000000 variation - extension -"),
                begin('O', 7)
                        .stock("ABCD")
                        .letter('Y')
                        .four(200_000)
                        .four(450_000)
                        .four(310_000)
                        .eight(36_000_000_000_000L)
                        .four(279_000)
                        .four(341_000)
                        .give());
        assertEquals(
                "2 statistic 1 LISTING_PRICE - x - code 0 of -",
                begin('O', 7)
                        .stock("ABCD")
                        .letter('N')
                        .four(200_000)
                        .four(450_000)
                        .four(0)
                        .eight(0)
                        .four(0)
                        .four(0)
                        .give()
                        .get(0));
    }

    @Test
    void shouldTellTradesThatAreTakenBack() {
        assertEquals(
                List.of("1. BROKEN 1 NULL_VAL - at - match 4711"),
                begin('B', 7).eight(4_711).give());
        assertEquals(List.of(), begin('B', 0).eight(4_712).give(), "of no stock");
        assertEquals(List.of(4_711L, 4_712L), broken);
        assertEquals(2, counts.get(FeedCount.BROKEN_TRADES));
        assertEquals(1, counts.get(FeedCount.UNKNOWN_INSTRUMENT));
    }

    /** What is no word about a stock, a trade or the market is passed over. */
    @Test
    void shouldPassOverWhoMakesMarkets() {
        assertEquals(List.of(), begin('L', 7).put(new byte[15]).give());
        assertEquals(1, counts.get(FeedCount.PASSED_OVER));
    }
}
