package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedInstrument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that came with versions 10 to 13: of fixed income, repos and currencies. Put down byte by byte. */
final class Mdp3LaterTemplatesTest {
    private static final int LEVELS = 3;
    private static final int ORDERS = 4;
    private static final int TN = 7_003;
    private static final int CL = 5_004;
    private static final int NEW = 0;
    private static final long HIGH = 101_500_000_000L;
    private static final long LOW = 99_500_000_000L;

    private final Mdp3Channel channel = new Mdp3Channel(List.of(
            new Mdp3Instrument(new FeedInstrument(LEVELS, "TN 10Y", 0), 0, 3, 2, false),
            new Mdp3Instrument(new FeedInstrument(ORDERS, "CLZ8", 0), CL, 10, 0, true)));
    private final SubscriberBooks.Book book = channel.subscriber.book(LEVELS);
    private final SubscriberBooks.Book orderBook = channel.subscriber.book(ORDERS);

    @ParameterizedTest
    @ValueSource(ints = {57, 58, 63})
    void shouldTakeNumberDepthGroupAndLimitsOfADefinition(final int template) {
        channel.subscriber.facts.clear();
        channel.next().laterDefinition(template, "TN 10Y", TN, 'A', 2, HIGH, LOW, 8);
        channel.deliver();

        assertEquals(TradingStatus.TRADING, book.status);
        assertEquals(
                List.of("limits 3 SESSION 99500000000 to 101500000000 reference - variation 8 extension -"),
                channel.subscriber.facts);

        level(100, 1, 1);
        level(99, 2, 2);
        level(101, 1, 3);
        assertEquals("{101=5x1, 100=5x1} {}", book.bids + " " + book.asks, "the third falls off");
        assertTrue(book.live());

        channel.next().status("US", "TN", Integer.MAX_VALUE, 2);
        channel.deliver();
        assertEquals(TradingStatus.HALTED, book.status);
        assertEquals(0, channel.count(FeedCount.UNKNOWN_TYPE) + channel.count(FeedCount.MALFORMED));
        assertTrue(orderBook.live(), "none of these are of orders");

        channel.next().laterDefinition(template, "TN 10Y", TN, 'D', 2);
        channel.deliver();
        assertEquals(TradingStatus.CLOSED, book.status);
        assertEquals(FeedState.RECOVERING, book.state);
    }

    /** It may have been sent before a halt: the instrument feed repeats itself. */
    @ParameterizedTest
    @ValueSource(ints = {57, 58, 63})
    void shouldBindByTheInstrumentFeedWithoutItsStatus(final int template) {
        channel.bytes.packet(1, 1).laterDefinition(template, "TN 10Y", TN, 'A', 3, HIGH, LOW, 8);
        channel.recover();
        level(100, 1, 1);

        assertTrue(book.live());
        assertEquals(TradingStatus.HALTED, book.status);
    }

    @ParameterizedTest
    @ValueSource(ints = {57, 58, 63})
    void shouldCountLimitsThatCannotBe(final int template) {
        channel.subscriber.facts.clear();
        channel.next().laterDefinition(template, "TN 10Y", TN, 'A', 3, Long.MIN_VALUE, LOW, 8);
        channel.deliver();

        assertEquals(List.of(), channel.subscriber.facts);
        assertEquals(1, channel.count(FeedCount.MALFORMED));
    }

    @Test
    void shouldHaltWhileThereIsAWorkup() {
        channel.next().laterDefinition(57, "TN 10Y", TN, 'A', 3, HIGH, LOW, 8);
        channel.deliver();

        assertEquals(TradingStatus.HALTED, workup(TN, 201, 0));
        assertEquals(TradingStatus.TRADING, workup(TN, 17, 7), "its end");
        assertEquals(TradingStatus.HALTED, workup(TN, 202, 0));
        assertEquals(TradingStatus.CLOSED, workup(TN, 18, 0));
        assertEquals(TradingStatus.CLOSED, workup(TN + 1, 17, 0), "another one");
        assertEquals(1, channel.count(FeedCount.UNKNOWN_INSTRUMENT));
        assertTrue(orderBook.live());
    }

    private TradingStatus workup(final int security, final int status, final int event) {
        channel.next().workup(security, status, event);
        channel.deliver();
        return book.status;
    }

    /** They are of conflated feeds, or of collateral, and have no numbers by which they would fit into books. */
    @Test
    void shouldPassOverWhatIsOfNoBookHere() {
        channel.next().laterDefinition(57, "TN 10Y", TN, 'A', 3, HIGH, LOW, 8);
        channel.deliver();
        level(100, 1, 1);
        channel.next().event(47, 5).group(40).order(11, 1, 50, 2, CL, NEW, '0').end();
        channel.deliver();

        channel.next().later(59, 13).put(5, 8).put(0x80, 1).put(CL, 4).group(29).snapshotOrder(12, 1, 60, 9, '0');
        channel.bytes.end();
        for (final int template : new int[] {61, 68}) {
            channel.bytes.later(template, 37).put(5, 8).put(0x80, 1).put(TN, 4);
            channel.bytes
                    .put(HIGH, 8)
                    .put(LOW, 8)
                    .put(8, 8)
                    .group(template == 61 ? 26 : 23)
                    .end();
        }
        channel.bytes.later(62, 11).put(5, 8).put(0x80, 1).put(0, 2).group(40).entry();
        channel.bytes
                .put(0, 12)
                .put(4, 1)
                .put(HIGH, 8)
                .put(HIGH, 8)
                .put(1, 8)
                .put(1, 1)
                .put(0, 2)
                .end();
        channel.deliver();

        assertEquals(4, channel.count(FeedCount.PASSED_OVER));
        assertEquals(0, channel.count(FeedCount.UNKNOWN_TYPE) + channel.count(FeedCount.MALFORMED));
        assertEquals("{100=5x1} {}", book.bids + " " + book.asks);
        assertTrue(book.live() && orderBook.live());
    }

    @Test
    void shouldCountAStatusThatNamesNobody() {
        channel.next().laterDefinition(57, "TN 10Y", TN, 'A', 3, HIGH, LOW, 8);
        channel.deliver();

        channel.next().status("", "", Integer.MAX_VALUE, 2).status("", "TN", Integer.MAX_VALUE, 2);
        channel.deliver();

        assertEquals(2, channel.count(FeedCount.MALFORMED));
        assertEquals(TradingStatus.TRADING, book.status);
    }

    private void level(final long price, final int level, final long number) {
        channel.next().event(46, 5).group(32).level(price, 5, TN, number, 1, level, NEW, '0');
        channel.bytes.wideGroup(24).end();
        channel.deliver();
    }
}
