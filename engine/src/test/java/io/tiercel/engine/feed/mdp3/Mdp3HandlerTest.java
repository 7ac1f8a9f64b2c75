package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.LaneState;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class Mdp3HandlerTest {
    private static final int LEVELS = 3;
    private static final int ORDERS = 4;
    private static final int ES = 5_003;
    private static final int CL = 5_004;
    private static final long TICK = 250_000_000L;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int DELETE_THRU = 3;
    private static final int DELETE_FROM = 4;

    private final Mdp3Channel channel = new Mdp3Channel(List.of(
            new Mdp3Instrument(new FeedInstrument(LEVELS, "ESZ8", 1), ES, 3, 2, false),
            new Mdp3Instrument(new FeedInstrument(ORDERS, "CLZ8", 0), CL, 10, 0, true)));
    private final SubscriberBooks.Book book = channel.subscriber.book(LEVELS);
    private final SubscriberBooks.Book orderBook = channel.subscriber.book(ORDERS);
    private long number;

    @Test
    void shouldShiftLevels() {
        bid(100, 5, 1, NEW);
        assertTrue(book.live(), "its first entry: it was empty before");
        bid(98, 7, 2, NEW);
        bid(99, 6, 2, NEW);
        assertEquals("{100=50x1, 99=60x1, 98=70x1} {}", levels());

        bid(101, 4, 1, NEW);
        assertEquals("{101=40x1, 100=50x1, 99=60x1} {}", levels(), "the fourth falls off");

        bid(100, 5, 2, DELETE);
        assertEquals("{101=40x1, 99=60x1} {}", levels());
        bid(97, 1, 3, NEW);
        bid(99, 9, 2, CHANGE);
        assertEquals("{101=40x1, 99=90x1, 97=10x1} {}", levels());

        bid(0, 0, 2, DELETE_FROM);
        assertEquals("{97=10x1} {}", levels(), "the best two");
        bid(0, 0, 1, DELETE_THRU);
        assertEquals("{} {}", levels());
        assertTrue(book.live());
    }

    @Test
    void shouldAddImpliedToOutrightLevels() {
        bid(100, 5, 1, NEW);
        one(100, 2, 1, NEW, 'E');
        one(102, 3, 1, NEW, 'F');
        assertEquals("{100=70x1} {102=30x0}", levels().replace("x2", "x1"));

        bid(100, 5, 1, DELETE);
        assertEquals("{100=20x0} {102=30x0}", levels());
        one(100, 2, 1, DELETE, 'E');
        assertEquals("{} {102=30x0}", levels());
    }

    @Test
    void shouldCloseBookWhenEntryIsMissing() {
        bid(100, 5, 1, NEW);
        number++;

        bid(99, 5, 2, NEW);

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(1, channel.count(FeedCount.GAPS));
    }

    @Test
    void shouldCloseBookWhenLevelDoesNotFit() {
        bid(100, 5, 1, NEW);
        bid(101, 5, 2, NEW);

        assertEquals(FeedState.RECOVERING, book.state, "the second bid is above the first");
        assertEquals(1, channel.count(FeedCount.MALFORMED));
    }

    @Test
    void shouldJoinSnapshotWithWhatWaited() {
        channel.at(500);
        entry(100, 5, 1, 40, NEW);
        assertFalse(book.live(), "it is not the first");
        channel.next();
        entry(101, 6, 1, 41, NEW);

        snapshot(498, 39, 90);
        assertFalse(book.live(), "a packet is missing between the snapshot and what waits");

        snapshot(500, 40, 100);
        assertTrue(book.live());
        assertEquals("{101=60x1, 100=50x1} {}", levels());
        channel.next();
        entry(101, 7, 1, 42, CHANGE);
        assertEquals("{101=70x1, 100=50x1} {}", levels());
    }

    @Test
    void shouldTakeSnapshotThatIsAheadWhenThePacketsHaveComeAsFar() {
        channel.at(500);
        channel.bytes.heartbeat();
        channel.deliver();
        snapshot(502, 41, 100);
        assertFalse(book.live(), "nobody has seen packet 502");

        channel.next();
        entry(99, 1, 2, 41, NEW);
        assertFalse(book.live());
        channel.at(503);
        entry(98, 1, 2, 42, NEW);
        assertTrue(book.live(), "packet 502 is missing, and in the snapshot");
        assertEquals("{100=50x1, 98=10x1} {}", levels(), "it has entry 41");
    }

    /** Such as one of the week before, which is still repeated. */
    @Test
    void shouldNotBelieveSnapshotThatIsFarAhead() {
        channel.at(500);
        channel.bytes.heartbeat();
        channel.deliver();

        snapshot(500 + EarlySnapshots.MAX_AHEAD + 1, 41, 100);
        assertFalse(book.live());
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));

        channel.next();
        entry(99, 1, 2, 42, NEW);
        snapshot(501, 42, 98);
        assertTrue(book.live());
        assertEquals("{98=50x1} {}", levels());
    }

    @Test
    void shouldRefuseSnapshotThatWasSentBeforeItsPackets() {
        channel.at(500);
        channel.bytes.heartbeat();
        channel.deliver();
        snapshot(502, 41, 100);

        channel.next().heartbeat();
        channel.deliver();
        channel.bytes.packet(502, 1_502 + 1_000_001).heartbeat();
        channel.deliver();

        assertFalse(book.live(), "it knew packet 502 a millisecond before there was one");
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));
        channel.bytes.packet(1, 2_000_000).snapshot(502, ES, 41, 17).end();
        channel.recover();
        assertTrue(book.live());
    }

    @Test
    void shouldHoldSnapshotOfMissingPacketAgainstTheNextOne() {
        channel.at(500);
        channel.bytes.heartbeat();
        channel.deliver();
        snapshot(502, 41, 100);
        channel.handler.onGap(503);
        channel.send();
        assertFalse(book.live(), "nothing says when packet 502 was sent");

        channel.bytes.packet(503, 5_000_000).heartbeat();
        channel.deliver();

        assertFalse(book.live());
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));
    }

    @Test
    void shouldNotMissSnapshotsByWrongTimeOfFirstPacket() {
        channel.bytes.packet(500, Long.MAX_VALUE).heartbeat();
        channel.deliver();
        channel.at(501).heartbeat();
        channel.deliver();
        channel.next().heartbeat();
        channel.deliver();

        snapshot(502, 41, 100);

        assertTrue(book.live());
    }

    @Test
    void shouldRefuseSnapshotThatContradictsWhatWaits() {
        channel.at(500);
        entry(100, 5, 1, 40, NEW);

        snapshot(501, 38, 100);
        channel.next().heartbeat();
        channel.deliver();

        assertFalse(book.live(), "entry 40 was in packet 500");
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));
        assertEquals(0, channel.count(FeedCount.MALFORMED));
    }

    @Test
    void shouldTakeSnapshotBehindResetOnlyWhenTheResetCame() {
        channel.at(500);
        entry(100, 5, 1, 40, NEW);

        snapshot(501, 2, 90);
        channel.next().heartbeat();
        channel.deliver();
        assertFalse(book.live(), "its entries are counted anew, and nothing has said so");
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));
        assertEquals(0, channel.count(FeedCount.MALFORMED));

        snapshot(503, 2, 90);
        channel.next();
        entry(99, 5, 1, 41, NEW);
        channel.next().channelReset(7);
        channel.deliver();
        assertTrue(book.live());
        assertEquals("{90=50x1} {}", levels());
    }

    @Test
    void shouldCloseBooksWhenPacketsAreMissing() {
        bid(100, 5, 1, NEW);
        channel.at(10);
        channel.bytes.heartbeat();
        channel.deliver();

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(8, channel.count(FeedCount.MISSING));
        assertEquals(LaneState.RECOVERING, channel.handler.state());

        snapshot(9, 7, 100);
        assertTrue(book.live());
    }

    @Test
    void shouldCloseBooksWhenMessageIsTorn() {
        bid(100, 5, 1, NEW);
        channel.next().status("", "", ES, 17);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status);
        channel.next().event(46, 5).group(32).end();
        final UnsafeBuffer packet = channel.bytes.buffer();
        packet.putByte(12 + 10 + 11 + 2, (byte) 3);

        channel.deliver(packet);

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(TradingStatus.HALTED, book.status, "it may have been a halt");
        assertEquals(1, channel.count(FeedCount.MALFORMED));
        snapshot(2, 1, 100);
        assertEquals(TradingStatus.HALTED, book.status, "of before");
        snapshot(3, 1, 100);
        assertEquals(TradingStatus.TRADING, book.status);
        assertTrue(book.live());
    }

    @Test
    void shouldSeeByNextPacketThatOneWasNone() {
        bid(100, 5, 1, NEW);
        channel.next();
        channel.deliver(new UnsafeBuffer(new byte[11]));
        assertEquals(1, channel.count(FeedCount.REFUSED));

        channel.next().heartbeat();
        channel.deliver();

        assertEquals(FeedState.RECOVERING, book.state);
    }

    @Test
    void shouldTakePacketsOnce() {
        bid(100, 5, 1, NEW);
        final UnsafeBuffer again = channel.bytes.buffer();

        channel.deliver(again);

        assertEquals(1, channel.count(FeedCount.LATE));
        assertTrue(book.live());
        assertEquals("{100=50x1} {}", levels());
    }

    @Test
    void shouldBeginAnewAfterReset() {
        bid(100, 5, 1, NEW);
        channel.next().channelReset(7);
        channel.deliver();

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals("{} {}", levels());
        number = 0;
        bid(90, 1, 1, NEW);
        assertTrue(book.live());
        assertEquals("{90=10x1} {}", levels());
    }

    @Test
    void shouldNotTakeSnapshotOfTheWeekBefore() {
        channel.at(900_000);
        entry(100, 5, 1, 40, NEW);
        channel.handler.onSequenceReset();
        channel.send();
        channel.bytes.packet(1, 5_000_000).heartbeat();
        channel.deliver();

        snapshot(900_001, 41, 100);
        assertFalse(book.live(), "it was sent before");

        channel.bytes.packet(1, 5_000_001).snapshot(1, ES, 0, 17).end();
        channel.recover();
        assertTrue(book.live());
        assertEquals(TradingStatus.TRADING, book.status);
    }

    @Test
    void shouldTellTradesAndCountOtherEntries() {
        channel.next();
        channel.bytes.event(48, 5).group(32);
        channel.bytes.trade(101 * TICK, 2, ES, 1, 1, NEW, 77);
        channel.bytes.trade(101 * TICK, 2, ES, 2, 0, NEW, 0xFFFF_FFFFL);
        channel.bytes.trade(101 * TICK, 2, ES, 3, 2, DELETE, 77).wideGroup(16).end();
        channel.bytes.event(37, 5).group(16).volume(4, ES, 4).end();
        channel.bytes.event(49, 5).group(32).settlement(100, ES, 5).end();
        channel.deliver();

        assertEquals(
                List.of("3 BUY 20 at 25250000000 match 77", "3 NULL_VAL 20 at 25250000000 match -9223372036854775808"),
                channel.subscriber.trades);
        assertEquals(1, channel.count(FeedCount.BROKEN_TRADES));
        assertTrue(book.live());
        number = 5;
        bid(100, 5, 1, NEW);
        assertTrue(book.live());
    }

    /** What a third party's dissector shows of it. */
    @Test
    void shouldReadRealTrade() {
        final SampleCapture capture = SampleCapture.of("MdIncrementalRefreshTradeSummary.pcap");
        final Mdp3Channel real =
                new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(7, "REAL", 0), 170_506, 10, 2, false)));

        real.handler.onPacket(capture.payload, 0, capture.payload.capacity());
        real.send();

        assertEquals(List.of("7 SELL 2 at 12952000000000 match 341412"), real.subscriber.trades);
        assertFalse(real.subscriber.book(7).live(), "its first entry is 20,185");
    }

    @Test
    void shouldReadOldPricesExactly() {
        channel.next().event(32, 5).group(32);
        channel.bytes
                .level(-12_345_678_901L, 5, ES, 1, 1, 1, NEW, '0')
                .wideGroup(24)
                .end();
        channel.deliver();

        assertEquals("{-1234567890100=50x1} {}", book.levels());
    }

    @Test
    void shouldCloseBookOfPriceBeyondRange() {
        channel.next().event(32, 5).group(32);
        channel.bytes
                .level(Long.MAX_VALUE / 2, 5, ES, 1, 1, 1, NEW, '0')
                .wideGroup(24)
                .end();
        channel.deliver();

        assertEquals(FeedState.RECOVERING, book.state);
    }

    @Test
    void shouldReadQuantitiesOf64Bits() {
        channel.next().event(64, 5).group(32);
        channel.bytes
                .longLevel(TICK, 5_000_000_000L, ES, 1, 1, NEW, '1')
                .wideGroup(24)
                .end();
        channel.deliver();

        assertEquals("{} {250000000=50000000000x1}", book.levels());
    }

    @Test
    void shouldFollowStatusOfInstrumentAndOfGroup() {
        channel.next().status("", "", ES, 21);
        channel.deliver();
        assertEquals(TradingStatus.AUCTION, book.status);
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', 255, 3, 2);
        channel.recover();
        assertEquals(TradingStatus.AUCTION, book.status);
        channel.next().status("ES", "", Integer.MAX_VALUE, 17);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status);
        channel.next().status("ES", "NQ", Integer.MAX_VALUE, 2);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status, "another asset");
        channel.next().status("ES", "ES", Integer.MAX_VALUE, 2);
        channel.deliver();
        assertEquals(TradingStatus.HALTED, book.status);
    }

    @Test
    void shouldTakeDepthAndNumberFromDefinition() {
        bid(100, 5, 1, NEW);
        channel.bytes.packet(1, 1).future("ESZ8", 777, "ES", "ES", 'A', 17, 1, 2);
        channel.recover();

        assertEquals(FeedState.RECOVERING, book.state, "another number is another instrument");
        channel.next().event(46, 5).group(32).level(TICK, 1, 777, 1, 1, 1, NEW, '0');
        channel.bytes.level(2 * TICK, 1, 777, 2, 1, 1, NEW, '0').wideGroup(24).end();
        channel.deliver();
        assertEquals("{500000000=10x1} {}", book.levels(), "a book of one level");
        channel.bytes.packet(1, 1).future("OTHER", 778, "ES", "ES", 'A', 17, 1, 2);
        channel.recover();
        assertEquals(1, channel.count(FeedCount.UNKNOWN_SYMBOL));
    }

    @Test
    void shouldFollowNumbersThatAreSwapped() {
        bid(100, 5, 1, NEW);
        channel.next().status("", "", CL, 17);
        channel.deliver();
        assertTrue(orderBook.live());

        channel.bytes.packet(1, 1).future("ESZ8", CL, "ES", "ES", 'A', 17, 3, 2);
        channel.recover();
        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(FeedState.RECOVERING, orderBook.state, "its number is another one's");
        assertEquals(TradingStatus.HALTED, orderBook.status);
        channel.bytes.packet(1, 1).future("CLZ8", ES, "CL", "CL", 'A', 17, 10, 0);
        channel.recover();
        assertEquals(TradingStatus.HALTED, orderBook.status, "nothing that is in step has said it");

        channel.next().event(46, 5).group(32).level(90 * TICK, 1, CL, 1, 1, 1, NEW, '0');
        channel.bytes.wideGroup(24).end();
        channel.deliver();
        assertTrue(book.live());
        assertEquals("{90=10x1} {}", levels());
        channel.bytes.packet(1, 9_999).orderSnapshot(3, ES, 1, 1);
        channel.bytes.snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();
        assertTrue(orderBook.live());
        assertEquals("{BUY 100=[11:1]}", orderBook.queues());
    }

    @Test
    void shouldCloseBookOfDeletedInstrument() {
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', 17, 3, 2);
        channel.recover();
        bid(100, 5, 1, NEW);
        assertTrue(book.live());

        channel.next().future("ESZ8", ES, "ES", "ES", 'D', 17, 3, 2);
        channel.deliver();
        assertEquals(FeedState.RECOVERING, book.state);
        channel.next().status("ES", "", Integer.MAX_VALUE, 17);
        channel.deliver();
        assertEquals(TradingStatus.CLOSED, book.status, "it is not of the group any more");
        snapshot(3, 1, 100);
        assertFalse(book.live(), "the number is nobody's");

        channel.bytes.packet(1, 1).future("ESZ8", 777, "ES", "ES", 'A', 17, 3, 2);
        channel.recover();
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'D', 17, 3, 2);
        channel.recover();
        assertEquals(TradingStatus.HALTED, book.status, "what is deleted is the number that it had");
        channel.next().event(46, 5).group(32).level(90 * TICK, 1, 777, 1, 1, 1, NEW, '0');
        channel.bytes.wideGroup(24).end();
        channel.deliver();
        assertTrue(book.live());
    }

    @Test
    void shouldKeepBookOfUnknownDepthClosed() {
        bid(100, 5, 1, NEW);
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', 17, 50, 2);
        channel.recover();

        snapshot(1, 1, 100);

        assertFalse(book.live());
    }

    /** The instrument feed says it over and over: each time is no other news. */
    @Test
    void shouldRefuseABookThatIsTooDeepOnce() {
        bid(100, 5, 1, NEW);
        channel.bytes.packet(1, 1).future("ESZ8", 777, "ES", "ES", 'A', 17, 21, 2);
        channel.recover();
        final long told = channel.subscriber.messageCount;
        channel.recover();
        channel.recover();

        assertEquals(1, channel.count(FeedCount.MALFORMED));
        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(TradingStatus.HALTED, book.status);
        assertEquals(told, channel.subscriber.messageCount);
        channel.bytes.packet(1, 1).future("ESZ8", 777, "ES", "ES", 'A', 17, 20, 2);
        channel.recover();
        channel.next().event(46, 5).group(32).level(90 * TICK, 1, 777, 1, 1, 1, NEW, '0');
        channel.bytes.wideGroup(24).end();
        channel.deliver();
        assertTrue(book.live(), "there is room for this one");
    }

    /** No instrument has that number, and a book as deep as this is none of what it was. */
    @Test
    void shouldRefuseABookThatIsTooDeepAlsoUnderNumberZero() {
        bid(100, 5, 1, NEW);
        channel.bytes.packet(1, 1).future("ESZ8", 0, "ES", "ES", 'A', 17, 21, 2);
        channel.recover();
        channel.recover();

        assertEquals(1, channel.count(FeedCount.MALFORMED));
        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(TradingStatus.HALTED, book.status);
    }

    @Test
    void shouldRefuseABookThatIsTooDeepOnceWhateverIsDeletedUnderItsFormerNumber() {
        for (int i = 0; i < 3; i++) {
            channel.bytes.packet(1, 1).future("ESZ8", 777, "ES", "ES", 'A', 17, 21, 2);
            channel.recover();
            channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'D', 17, 10, 2);
            channel.recover();
        }

        assertEquals(1, channel.count(FeedCount.MALFORMED));
        assertEquals(TradingStatus.HALTED, book.status);
    }

    @Test
    void shouldTakeItsNumberFromWhoseBookIsTooDeepForIt() {
        bid(100, 5, 1, NEW);
        assertTrue(orderBook.live());
        for (int i = 0; i < 2; i++) {
            channel.bytes.packet(1, 1).future("ESZ8", CL, "ES", "ES", 'A', 17, 10, 21);
            channel.recover();
        }

        assertEquals(1, channel.count(FeedCount.MALFORMED));
        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(FeedState.RECOVERING, orderBook.state, "whose number it was");
        snapshot(1, 1, 100);
        assertFalse(book.live(), "nor is it what it was before");
    }

    @Test
    void shouldKeepABookWhoseDepthTheExchangeSaysTwice() {
        for (int i = 0; i < 2; i++) {
            channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', 17, 5, 5);
            channel.recover();
            if (i == 0) {
                bid(100, 5, 1, NEW);
            }
        }

        assertTrue(book.live());
    }

    @Test
    void shouldTakeAnEmptySymbolForNobodys() {
        final Mdp3Channel ofNobody =
                new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(LEVELS, "", 1), ES, 3, 2, false)));

        ofNobody.bytes.packet(1, 1).future("", 777, "ES", "ES", 'A', 17, 3, 2);
        ofNobody.recover();
        ofNobody.next().event(46, 5).group(32).level(TICK, 1, 777, 1, 1, 1, NEW, '0');
        ofNobody.bytes.wideGroup(24).end();
        ofNobody.deliver();

        assertEquals(1, ofNobody.count(FeedCount.UNKNOWN_SYMBOL));
        assertFalse(ofNobody.subscriber.book(LEVELS).live());
    }

    @Test
    void shouldFollowOrders() {
        channel.next().event(46, 5).group(32).level(100, 8, CL, 1, 2, 1, NEW, '0');
        channel.bytes
                .wideGroup(24)
                .orderOf(1, 11, 1_000, 5, NEW)
                .orderOf(1, 12, 1_001, 3, NEW)
                .end();
        channel.deliver();
        assertTrue(orderBook.live());
        assertEquals("{BUY 100=[11:5, 12:3]}", orderBook.queues());

        channel.next()
                .event(47, 5)
                .group(40)
                .order(11, 1_000, 100, 4, CL, CHANGE, '0')
                .end();
        channel.deliver();
        assertEquals("{BUY 100=[11:4, 12:3]}", orderBook.queues(), "the same rank");
        channel.next()
                .event(47, 5)
                .group(40)
                .order(11, 1_002, 100, 6, CL, CHANGE, '0')
                .end();
        channel.deliver();
        assertEquals("{BUY 100=[12:3, 11:6]}", orderBook.queues(), "another one");
        channel.next()
                .event(47, 5)
                .group(40)
                .order(12, 1_001, 100, Mdp3Bytes.NO_SIZE, CL, DELETE, '0')
                .end();
        channel.deliver();
        assertEquals("{BUY 100=[11:6]}", orderBook.queues());

        channel.next()
                .event(47, 5)
                .group(40)
                .order(12, 1_001, 100, 1, CL, DELETE, '0')
                .end();
        channel.deliver();
        assertEquals(FeedState.RECOVERING, orderBook.state, "it is gone already");
    }

    /** What is entered before its number is known passes it by. */
    @Test
    void shouldNotBeginBookByOrderWhoseNumberIsNotKnown() {
        final Mdp3Channel late =
                new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(ORDERS, "CLZ8", 0), 0, 10, 0, true)));
        final SubscriberBooks.Book lateBook = late.subscriber.book(ORDERS);
        late.next().event(47, 5).group(40).order(13, 900, 101, 7, CL, NEW, '1').end();
        late.deliver();
        assertEquals(1, late.count(FeedCount.UNKNOWN_INSTRUMENT));
        assertFalse(lateBook.live());

        late.bytes.packet(1, 9_999).future("CLZ8", CL, "CL", "CL", 'A', 17, 10, 0);
        late.recover();
        assertFalse(lateBook.live());
        late.next().event(47, 5).group(40).order(14, 901, 101, 2, CL, NEW, '1').end();
        late.deliver();
        late.bytes.packet(1, 9_999).orderSnapshot(1, CL, 1, 1);
        late.bytes.snapshotOrder(13, 900, 101, 7, '1').end();
        late.recover();

        assertTrue(lateBook.live());
        assertEquals("{SELL 101=[13:7, 14:2]}", lateBook.queues());
    }

    @Test
    void shouldBeginBookByOrderWhoseNumberWasKnownBefore() {
        final Mdp3Channel channelOfOne =
                new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(ORDERS, "CLZ8", 0), 0, 10, 0, true)));
        channelOfOne.bytes.packet(1, 1).future("CLZ8", CL, "CL", "CL", 'A', 17, 10, 0);
        channelOfOne.recover();

        channelOfOne.next().heartbeat();
        channelOfOne.deliver();

        assertTrue(channelOfOne.subscriber.book(ORDERS).live());
    }

    /** It may have told of orders, which have no numbers of their own, of levels, or of a halt. */
    @Test
    void shouldCloseBooksAtAMessageThatNobodyCanReadUntilSnapshots() {
        bid(100, 5, 1, NEW);
        channel.next().status("", "", ES, 17);
        channel.deliver();
        assertTrue(orderBook.live());
        assertEquals(TradingStatus.TRADING, book.status);

        channel.next().message(77, 4).put(1, 4).end();
        channel.deliver();

        assertEquals(1, channel.count(FeedCount.UNKNOWN_TYPE));
        assertEquals(FeedState.RECOVERING, orderBook.state);
        assertEquals(FeedState.RECOVERING, book.state, "its next number may come in hours");
        assertEquals(TradingStatus.HALTED, book.status);
        assertEquals(77, channel.handler.unknownTemplate());
        snapshot(2, 1, 99);
        assertFalse(book.live(), "it is from before that");
        snapshot(3, 2, 100);
        assertTrue(book.live());
        assertEquals(TradingStatus.TRADING, book.status);
        channel.bytes.packet(1, 9_999).orderSnapshot(3, CL, 1, 1);
        channel.bytes.snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();
        assertTrue(orderBook.live());
        assertEquals(Mdp3Handler.NO_TEMPLATE, channel.handler.unknownTemplate());
    }

    /** Such as of an exchange's older or newer way to say all of it. */
    @Test
    void shouldCloseBooksAtAMessageOfAnotherSchema() {
        bid(100, 5, 1, NEW);
        final UnsafeBuffer packet = channel.next().heartbeat().buffer();
        packet.putShort(12 + 2 + 4, (short) 2);
        channel.deliver(packet);

        assertEquals(1, channel.count(FeedCount.UNKNOWN_TYPE));
        assertEquals(FeedState.RECOVERING, book.state);
    }

    @Test
    void shouldCloseBookByOrderWhenOrderRefersToNothing() {
        channel.next().event(46, 5).group(32).level(100, 8, CL, 1, 2, 1, NEW, '0');
        channel.bytes.wideGroup(24).orderOf(2, 11, 1_000, 5, NEW).end();
        channel.deliver();

        assertEquals(FeedState.RECOVERING, orderBook.state);
    }

    @Test
    void shouldJoinOrdersInPiecesWithWhatWaited() {
        channel.at(500).heartbeat();
        channel.deliver();
        channel.next()
                .event(47, 5)
                .group(40)
                .order(13, 900, 101, 7, CL, NEW, '1')
                .end();
        channel.deliver();

        piece(500, 1).snapshotOrder(12, 200, 100, 2, '0').end();
        channel.recover();
        assertFalse(orderBook.live(), "one of two pieces");
        piece(500, 2).snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();

        assertTrue(orderBook.live());
        assertEquals("{BUY 100=[11:1, 12:2], SELL 101=[13:7]}", orderBook.queues());
    }

    @Test
    void shouldNotTakeOrdersWithMissingPiece() {
        channel.at(500).heartbeat();
        channel.deliver();

        piece(500, 2).snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();
        piece(501, 1).snapshotOrder(12, 200, 100, 2, '0').end();
        channel.recover();
        piece(502, 3).snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();

        assertFalse(orderBook.live());
    }

    /** As two lines bring them that are not level. */
    @Test
    void shouldTakePiecesOfSeveralSnapshotsInAnyOrder() {
        channel.at(500).heartbeat();
        channel.deliver();

        piece(500, 2).snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();
        channel.recover();
        piece(501, 2).snapshotOrder(13, 300, 100, 3, '0').end();
        channel.recover();
        assertFalse(orderBook.live());
        piece(500, 1).snapshotOrder(12, 200, 100, 2, '0').end();
        channel.recover();

        assertTrue(orderBook.live());
        assertEquals("{BUY 100=[11:1, 12:2]}", orderBook.queues());
    }

    /** Pieces of a snapshot under the number that the instrument had are of another instrument. */
    @Test
    void shouldNotMixPiecesOfTwoNumbers() {
        channel.at(500).heartbeat();
        channel.deliver();
        piece(500, 1).snapshotOrder(12, 200, 100, 2, '0').end();
        channel.recover();

        channel.bytes.packet(1, 1).future("CLZ8", 777, "CL", "CL", 'A', 17, 10, 0);
        channel.recover();
        channel.bytes.packet(2, 9_999).orderSnapshot(500, 777, 2, 2);
        channel.bytes.snapshotOrder(11, 100, 100, 1, '0').end();
        channel.recover();
        assertFalse(orderBook.live());

        // The first number again, as the exchange gives it to who comes after a deleted one
        channel.bytes.packet(1, 1).future("CLZ8", CL, "CL", "CL", 'A', 17, 10, 0);
        channel.recover();
        piece(500, 2).snapshotOrder(14, 400, 100, 4, '0').end();
        channel.recover();
        assertFalse(orderBook.live());
        piece(500, 1).snapshotOrder(13, 300, 100, 3, '0').end();
        channel.recover();

        assertTrue(orderBook.live());
        assertEquals("{BUY 100=[13:3, 14:4]}", orderBook.queues());
    }

    @Test
    void shouldCloseBookByOrderThatHasNoRoom() {
        channel.at(1).heartbeat();
        channel.deliver();
        assertTrue(orderBook.live());

        for (int i = 0; i <= Mdp3Channel.MAX_ORDERS; i++) {
            channel.next()
                    .event(47, 5)
                    .group(40)
                    .order(1_000 + i, i, 101, 7, CL, NEW, '1')
                    .end();
            channel.deliver();
        }

        assertFalse(orderBook.live());
        assertEquals(1, channel.count(FeedCount.NO_ROOM));
    }

    /** What is missing may have halted it. */
    @Test
    void shouldHaltWhatMissedPacketsUntilWordOfItsStatus() {
        channel.at(1).status("", "", CL, 17);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, orderBook.status);
        channel.at(10).heartbeat();
        channel.deliver();
        assertEquals(TradingStatus.HALTED, orderBook.status);

        channel.bytes.packet(1, 9_999).snapshot(8, CL, 0, 17).end();
        channel.recover();
        assertEquals(TradingStatus.HALTED, orderBook.status, "it does not have all that is missing");
        channel.bytes.packet(1, 9_999).snapshot(9, CL, 0, 17).end();
        channel.recover();

        assertEquals(TradingStatus.TRADING, orderBook.status);
        assertFalse(orderBook.live());
    }

    /** The instrument feed repeats itself, and is not in step with the incremental one. */
    @Test
    void shouldNotTakeStatusOfRepeatedDefinition() {
        define(17);
        assertEquals(TradingStatus.HALTED, book.status);
        channel.next().status("", "", ES, 21);
        channel.deliver();
        define(17);
        assertEquals(TradingStatus.AUCTION, book.status);
        channel.next().future("ESZ8", ES, "ES", "ES", 'M', 17, 3, 2);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status, "by the incremental feed it is in step");
        channel.next().future("ESZ8", ES, "ES", "ES", 'M', 255, 3, 2);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status, "and says nothing here");

        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'D', 17, 3, 2);
        channel.recover();

        assertEquals(TradingStatus.CLOSED, book.status);
    }

    /** The halt itself is lost, and a definition of before it comes after the gap. */
    @Test
    void shouldNotTradeByRepeatedDefinitionAfterGap() {
        define(255);
        channel.next().status("ES", "", Integer.MAX_VALUE, 17);
        channel.deliver();
        bid(100, 5, 1, NEW);
        assertEquals(TradingStatus.TRADING, book.status);

        channel.at(4).heartbeat();
        channel.deliver();
        define(17);
        assertEquals(TradingStatus.HALTED, book.status);
        snapshot(4, 1, 100, 2);
        assertTrue(book.live());
        assertEquals(TradingStatus.HALTED, book.status);

        define(17);
        snapshot(4, 1, 100, 17);
        assertEquals(TradingStatus.HALTED, book.status, "the halt is known, and no snapshot of before ends it");
        channel.next().status("ES", "", Integer.MAX_VALUE, 17);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, book.status);
    }

    @Test
    void shouldTakeStatusOfSnapshotAfterDefinitionWhenItJoinsLate() {
        for (final int status : new int[] {2, 17}) {
            final Mdp3Channel late =
                    new Mdp3Channel(List.of(new Mdp3Instrument(new FeedInstrument(LEVELS, "ESZ8", 1), 0, 3, 2, false)));
            final SubscriberBooks.Book lateBook = late.subscriber.book(LEVELS);
            late.at(500).status("ES", "", Integer.MAX_VALUE, status);
            late.deliver();
            late.bytes.packet(1, 9_999).future("ESZ8", ES, "ES", "ES", 'A', 17, 3, 2);
            late.recover();
            assertEquals(TradingStatus.HALTED, lateBook.status);

            late.bytes.packet(1, 9_999).snapshot(499, ES, 40, 17).end();
            late.recover();
            assertEquals(TradingStatus.HALTED, lateBook.status, "it does not have what was heard before its number");
            late.bytes.packet(1, 9_999).snapshot(500, ES, 40, status).end();
            late.recover();

            assertTrue(lateBook.live());
            assertEquals(status == 17 ? TradingStatus.TRADING : TradingStatus.HALTED, lateBook.status);
        }
    }

    /** Its number is known, and its group is not: the word may be about it. */
    @Test
    void shouldHaltWhatMayBeOfAGroupUntilWordOfItsStatus() {
        channel.next().status("", "", ES, 17).status("", "", CL, 17);
        channel.deliver();
        define(255);
        bid(100, 5, 1, NEW);
        assertTrue(orderBook.live());

        channel.next().status("NG", "", Integer.MAX_VALUE, 103);
        channel.deliver();
        assertEquals(TradingStatus.TRADING, orderBook.status, "it says nothing");
        channel.next().status("NG", "", Integer.MAX_VALUE, 17);
        channel.deliver();

        assertEquals(TradingStatus.TRADING, book.status, "another group");
        assertEquals(TradingStatus.HALTED, orderBook.status);
        assertTrue(orderBook.live());
        channel.bytes.packet(1, 9_999).snapshot(3, CL, 0, 17).end();
        channel.recover();
        assertEquals(TradingStatus.HALTED, orderBook.status, "of before");
        channel.bytes.packet(1, 9_999).snapshot(4, CL, 0, 17).end();
        channel.recover();
        assertEquals(TradingStatus.TRADING, orderBook.status);
    }

    @Test
    void shouldNotTakeStatusOfSnapshotThatIsRefused() {
        channel.at(500);
        entry(100, 5, 1, 40, NEW);

        snapshot(501, 38, 100, 17);
        channel.next().heartbeat();
        channel.deliver();
        assertEquals(1, channel.count(FeedCount.SNAPSHOTS_REFUSED));
        assertEquals(TradingStatus.HALTED, book.status, "it may be of another count of packets");

        snapshot(501, 40, 100, 17);
        assertEquals(TradingStatus.TRADING, book.status);
    }

    @Test
    void shouldHaltWhenPacketsAreCountedAnew() {
        channel.next().status("", "", ES, 17);
        channel.deliver();

        channel.handler.onSequenceReset();
        channel.send();
        assertEquals(TradingStatus.HALTED, book.status);
        define(17);

        channel.at(1);
        number = 0;
        bid(100, 5, 1, NEW);
        assertTrue(book.live());
        assertEquals(TradingStatus.HALTED, book.status);
    }

    private void define(final int status) {
        channel.bytes.packet(1, 1).future("ESZ8", ES, "ES", "ES", 'A', status, 3, 2);
        channel.recover();
    }

    @Test
    void shouldShowSubscriberWhatIsKnown() {
        bid(100, 5, 1, NEW);
        book.bids.clear();

        channel.handler.onSubscriber();
        channel.send();

        assertTrue(book.live());
        assertEquals("{100=50x1} {}", levels());
    }

    @Test
    void shouldBeStaleWhileNothingIsHeard() {
        bid(100, 5, 1, NEW);

        channel.handler.onFeedState(FeedState.STALE);
        channel.send();
        assertEquals(FeedState.STALE, book.state);
        channel.handler.onFeedState(FeedState.LIVE);
        channel.send();
        assertTrue(book.live());
    }

    @Test
    void shouldKeepRoomForWhatOneBookMayMiss() {
        channel.at(500).heartbeat();
        channel.deliver();
        for (int i = 0; i < Mdp3Books.MAX_PENDING + 10; i++) {
            channel.next();
            entry(100, 1 + i, 1, 40 + i, CHANGE);
        }
        final long last = 500 + Mdp3Books.MAX_PENDING + 10;

        snapshot(500, 39, 100);
        assertFalse(book.live(), "not all could wait");
        snapshot(last, 40 + Mdp3Books.MAX_PENDING + 9, 100);
        assertTrue(book.live());
    }

    @Test
    void shouldRefuseInstrumentsThatCannotBe() {
        final FeedInstrument long20 = new FeedInstrument(1, "123456789012345678901", 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Mdp3Channel(List.of(new Mdp3Instrument(long20, 1, 10, 2, false))));
        assertThrows(IllegalArgumentException.class, () -> new Mdp3Instrument(long20, 1, 0, 2, false));
        assertThrows(IllegalArgumentException.class, () -> new Mdp3Instrument(long20, 1, 10, 21, false));
    }

    private Mdp3Bytes piece(final long sequence, final int piece) {
        return channel.bytes.packet(piece, 9_999).orderSnapshot(sequence, CL, 2, piece);
    }

    private void bid(final long ticks, final int size, final int level, final int action) {
        one(ticks, size, level, action, '0');
    }

    private void one(final long ticks, final int size, final int level, final int action, final char type) {
        channel.next();
        final boolean outright = type == '0' || type == '1';
        message(ticks, size, level, ++number, action, type, outright ? 1 : Integer.MAX_VALUE);
    }

    private void entry(final long ticks, final int size, final int level, final long entryNumber, final int action) {
        message(ticks, size, level, entryNumber, action, '0', 1);
    }

    private void message(
            final long ticks,
            final int size,
            final int level,
            final long entryNumber,
            final int action,
            final char type,
            final int orders) {
        final long price = ticks == 0 ? Mdp3Bytes.NO_PRICE : ticks * TICK;
        channel.bytes.event(46, 5).group(32);
        channel.bytes
                .level(price, size, ES, entryNumber, orders, level, action, type)
                .wideGroup(24)
                .end();
        channel.deliver();
    }

    private void snapshot(final long sequence, final long entryNumber, final long bestBid) {
        snapshot(sequence, entryNumber, bestBid, 17);
    }

    private void snapshot(final long sequence, final long entryNumber, final long bestBid, final int status) {
        channel.bytes.packet(1, 1_000 + sequence).snapshot(sequence, ES, entryNumber, status);
        channel.bytes
                .snapshotLevel(bestBid * TICK, 5, 1, 1, '0')
                .snapshotLevel(TICK, 5, 1, 0x7F, '2')
                .end();
        channel.recover();
    }

    /** In ticks. */
    private String levels() {
        final StringBuilder text = new StringBuilder();
        for (final TreeMap<Long, String> side : List.of(book.bids, book.asks)) {
            text.append(text.length() == 0 ? "{" : " {");
            side.forEach((price, level) -> text.append(text.charAt(text.length() - 1) == '{' ? "" : ", ")
                    .append(price / TICK)
                    .append('=')
                    .append(level));
            text.append('}');
        }
        return text.toString();
    }
}
