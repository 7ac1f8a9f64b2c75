package io.tiercel.engine.strategy;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import io.tiercel.engine.strategy.testing.FakeSignal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bids and asks of others stand at 99.95 and 100.05 unless a test says so; the microprice is 100 then. */
class MarketMakerTest {
    private static final long MILLI = 1_000_000;
    private static final Map<String, String> PARAMETERS = Map.of(
            "instrument", "ACME",
            "size", "100",
            "maxInventory", "300",
            "halfSpreadTicks", "2",
            "skewTicks", "1",
            "backOff", "10ms");

    private final Instrument instrument = FakeBook.instrument(7, "ACME", 0, 10);
    private final FakeBook book = new FakeBook(instrument);
    private final FakeEnvironment environment = new FakeEnvironment();
    private final FakeSetup setup = new FakeSetup(new HostedContext(1, environment), PARAMETERS, instrument);
    private final MarketMaker maker = new MarketMaker(setup);
    private final FakeSignal microprice = setup.signal("microprice");
    private final FakeSignal filter = setup.signal("volatilityFilter");

    @BeforeEach
    void openMarket() {
        setup.rejectUnknownKeys();
        environment.book = book.bids(9995, 500, 9990, 900).asks(10005, 500, 10010, 900);
        microprice.set(100);
        filter.set(1);
    }

    @Test
    void shouldQuoteBothSidesAroundMicroprice() {
        maker.onBook(book);

        assertCalls(bid(1, 100, "99.98"), ask(2, 100, "100.02"));
    }

    @Test
    void shouldRoundOutwardsToTicks() {
        microprice.set(100.003);

        maker.onBook(book);

        assertCalls(bid(1, 100, "99.98"), ask(2, 100, "100.03"));
    }

    @Test
    void shouldTakeWiderOfBothHalfSpreads() {
        setup.change("halfSpreadBasisPoints", "4");

        maker.onBook(book);

        assertCalls(bid(1, 100, "99.96"), ask(2, 100, "100.04"));
    }

    @Test
    void shouldLeanAgainstInventory() {
        environment.position = 200;

        maker.onBook(book);

        assertCalls(bid(1, 100, "99.96"), ask(2, 100, "100"));
    }

    @Test
    void shouldLeanUpwardsWhenShort() {
        environment.position = -150;

        maker.onBook(book);

        assertCalls(bid(1, 100, "99.99"), ask(2, 100, "100.04"));
    }

    @Test
    void shouldQuoteLessNearInventoryLimitInWholeLots() {
        environment.position = 255;

        maker.onBook(book);

        assertCalls(bid(1, 40, "99.95"), ask(2, 100, "100"));
    }

    @Test
    void shouldNotBidAtInventoryLimit() {
        environment.position = 300;

        maker.onBook(book);

        assertCalls(ask(1, 100, "99.99"));
    }

    @Test
    void shouldStayOneTickOffOtherSideHoweverGreatTheSkew() {
        environment.position = 300;
        setup.change("skewTicks", "10000");

        maker.onBook(book);

        assertCalls(ask(1, 100, "99.96"));
    }

    @Test
    void shouldNotBidBelowZero() {
        environment.position = 100;
        setup.change("skewTicks", "10000");

        maker.onBook(book);

        assertCalls(ask(1, 100, "99.96"));
    }

    @Test
    void shouldKeepQuotesApartWithoutSpread() {
        setup.change("halfSpreadTicks", "0");

        maker.onBook(book);

        assertCalls(bid(1, 100, "100"), ask(2, 100, "100.01"));
    }

    @Test
    void shouldStandStillBelowThreshold() {
        setup.change("requoteTicks", "2");
        quoteAndAccept();

        microprice.set(100.01);
        maker.onBook(book);

        assertCalls();
    }

    @Test
    void shouldMoveBothQuotesUpAskFirst() {
        quoteAndAccept();

        microprice.set(100.01);
        maker.onBook(book);

        assertCalls("replace #2 100 at 100.03", "replace #1 100 at 99.99");
    }

    @Test
    void shouldMoveBothQuotesDownBidFirst() {
        quoteAndAccept();

        microprice.set(99.99);
        maker.onBook(book);

        assertCalls("replace #1 100 at 99.97", "replace #2 100 at 100.01");
    }

    @Test
    void shouldWaitForAnswerBeforeNextChange() {
        maker.onBook(book);
        environment.port.takeCalls();

        microprice.set(100.01);
        maker.onBook(book);
        assertCalls();
        maker.onExecution(accepted(1, Side.BUY, 9998));
        assertCalls("replace #1 100 at 99.99");
        microprice.set(100.02);
        maker.onBook(book);
        assertCalls();
        maker.onExecution(FakeExecution.of(7, Execution.Kind.REPLACED, 1, Side.BUY, 9999 * CENT, 100));

        assertCalls("replace #1 100 at 100");
    }

    @Test
    void shouldFillUpToSizeOnlyWhenPriceMoves() {
        quoteAndAccept();
        maker.onExecution(filled(1, Side.BUY, 9998, 30, 30, 70));
        assertCalls();

        microprice.set(99.99);
        maker.onBook(book);

        assertCalls("replace #1 130 at 99.97", "replace #2 100 at 100.01");
    }

    @Test
    void shouldQuoteAgainAfterLastFill() {
        quoteAndAccept();

        environment.position = 100;
        maker.onExecution(filled(1, Side.BUY, 9998, 100, 100, 0).over());

        assertCalls(bid(3, 100, "99.97"), "replace #2 100 at 100.01");
    }

    @Test
    void shouldShrinkQuoteThatCouldBreakInventoryLimit() {
        quoteAndAccept();

        environment.position = 250;
        setup.change("skewTicks", "0");
        maker.onBook(book);

        assertCalls("replace #1 50 at 99.98");
    }

    @Test
    void shouldWithdrawWhenVolatilityLeavesBand() {
        quoteAndAccept();

        filter.set(0);
        maker.onBook(book);
        assertCalls("cancel #1", "cancel #2");
        maker.onBook(book);
        maker.onExecution(cancelled(1, Side.BUY).because(VenueReason.REQUESTED));
        maker.onExecution(cancelled(2, Side.SELL).because(VenueReason.REQUESTED));
        assertCalls();
        filter.set(1);
        maker.onBook(book);

        assertCalls(bid(3, 100, "99.98"), ask(4, 100, "100.02"));
    }

    @Test
    void shouldNotQuoteBeforeSignalsAreReady() {
        filter.unready();
        maker.onBook(book);
        filter.set(1);
        microprice.unready();
        maker.onBook(book);

        assertCalls();
    }

    @Test
    void shouldWithdrawFromBookThatIsNotTradable() {
        quoteAndAccept();

        maker.onBook(book.suspect(true));

        assertCalls("cancel #1", "cancel #2");
    }

    @Test
    void shouldWithdrawWhenInstrumentIsHalted() {
        quoteAndAccept();

        instrument.status(TradingStatus.HALTED);
        maker.onBook(book);

        assertCalls("cancel #1", "cancel #2");
    }

    @Test
    void shouldWithdrawWhenVenueIsClosing() {
        quoteAndAccept();
        maker.onSession(2, Phase.CLOSING);
        assertCalls();

        maker.onSession(1, Phase.CLOSING);
        assertCalls("cancel #1", "cancel #2");
        maker.onExecution(cancelled(1, Side.BUY));
        maker.onExecution(cancelled(2, Side.SELL));
        maker.onBook(book);
        assertCalls();
        maker.onSession(1, Phase.OPEN);

        assertCalls(bid(3, 100, "99.98"), ask(4, 100, "100.02"));
    }

    @Test
    void shouldWithdrawWhenEngineStops() {
        quoteAndAccept();

        maker.onSession(0, Phase.STOPPING);

        assertCalls("cancel #1", "cancel #2");
    }

    @Test
    void shouldWithdrawWhenSwitchedOff() {
        quoteAndAccept();

        setup.change("quoting", "false");
        maker.onParameterChanged("quoting");

        assertCalls("cancel #1", "cancel #2");
    }

    @Test
    void shouldCancelOrderThatIsNotAcceptedYet() {
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onSession(0, Phase.STOPPING);
        assertCalls("cancel #1", "cancel #2");
        maker.onExecution(accepted(1, Side.BUY, 9998));

        assertCalls();
    }

    @Test
    void shouldWaitForBookAfterPostOnlyReject() {
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(rejected(1, Side.BUY).because(VenueReason.WOULD_TAKE));
        assertCalls();
        maker.onBook(book);

        assertCalls(bid(3, 100, "99.98"));
    }

    @Test
    void shouldBackOffAfterRefusalLongerEachTime() {
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(refused(1));
        maker.onBook(book);
        assertCalls("timer 1 in " + 10 * MILLI);
        fire(1, 10 * MILLI);
        assertCalls(bid(3, 100, "99.98"));
        maker.onExecution(refused(3));
        assertCalls("timer 2 in " + 20 * MILLI);
        fire(2, 20 * MILLI);
        assertCalls(bid(4, 100, "99.98"));
        maker.onExecution(accepted(4, Side.BUY, 9998));
        maker.onExecution(cancelled(4, Side.BUY).because(VenueReason.SELF_TRADE));

        assertCalls("timer 3 in " + 10 * MILLI);
    }

    @Test
    void shouldBackOffWithoutRoomForTimer() {
        environment.timerRoom(false);
        maker.onBook(book);
        maker.onExecution(refused(1));
        environment.port.takeCalls();

        environment.timeNs += 10 * MILLI - 1;
        maker.onBook(book);
        assertCalls();
        environment.timeNs += 1;
        maker.onBook(book);

        assertCalls(bid(3, 100, "99.98"));
    }

    @Test
    void shouldBackOffWhenThereAreNoOrderIds() {
        environment.port.outOfIds(true);

        maker.onBook(book);

        assertCalls(
                bid(0, 100, "99.98"), "timer 1 in " + 10 * MILLI, ask(0, 100, "100.02"), "timer 2 in " + 10 * MILLI);
    }

    @Test
    void shouldCancelQuoteThatMayNotMove() {
        quoteAndAccept();
        microprice.set(100.01);
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(FakeExecution.of(7, Execution.Kind.REFUSED, 1, Side.BUY, 9998 * CENT, 100));

        assertCalls("timer 1 in " + 10 * MILLI, "cancel #1");
    }

    @Test
    void shouldNotRepeatRejectedCancelAtOnce() {
        quoteAndAccept();
        filter.set(0);
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(FakeExecution.of(7, Execution.Kind.CANCEL_REJECTED, 1, Side.BUY, 9998 * CENT, 100)
                .because(VenueReason.TOO_LATE));
        maker.onBook(book);
        assertCalls("timer 1 in " + 10 * MILLI);
        fire(1, 10 * MILLI);

        assertCalls("cancel #1");
    }

    @Test
    void shouldLeaveOrderInDoubtAloneUntilItIsFound() {
        maker.onBook(book);
        maker.onExecution(FakeExecution.of(7, Execution.Kind.IN_DOUBT, 1, Side.BUY, 9998 * CENT, 100));
        environment.port.takeCalls();

        microprice.set(100.01);
        maker.onBook(book);
        assertCalls();
        maker.onExecution(accepted(1, Side.BUY, 9998));

        assertCalls("replace #1 100 at 99.99");
    }

    @Test
    void shouldCancelOrderInDoubtThatMayNotMove() {
        quoteAndAccept();
        maker.onExecution(FakeExecution.of(7, Execution.Kind.IN_DOUBT, 1, Side.BUY, 9998 * CENT, 100));
        assertCalls();

        microprice.set(99.99);
        maker.onBook(book);
        assertCalls("replace #1 100 at 99.97", "replace #2 100 at 100.01");
        maker.onExecution(FakeExecution.of(7, Execution.Kind.REFUSED, 1, Side.BUY, 9998 * CENT, 100));

        assertCalls("timer 1 in " + 10 * MILLI, "cancel #1");
    }

    @Test
    void shouldTellRefusedReplaceFromRefusedCancel() {
        quoteAndAccept();
        microprice.set(100.01);
        maker.onBook(book);
        filter.set(0);
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(FakeExecution.of(7, Execution.Kind.CANCEL_REJECTED, 1, Side.BUY, 9998 * CENT, 100));
        assertCalls();
        maker.onExecution(FakeExecution.of(7, Execution.Kind.CANCEL_REJECTED, 1, Side.BUY, 9998 * CENT, 100));
        assertCalls("timer 1 in " + 10 * MILLI);
        maker.onExecution(FakeExecution.of(7, Execution.Kind.REPLACED, 2, Side.SELL, 10003 * CENT, 100));
        maker.onExecution(cancelled(2, Side.SELL));

        assertCalls();
    }

    @Test
    void shouldTakeFillAsProofThatOrderStands() {
        maker.onBook(book);
        maker.onExecution(FakeExecution.of(7, Execution.Kind.IN_DOUBT, 1, Side.BUY, 9998 * CENT, 100));
        environment.port.takeCalls();

        maker.onExecution(filled(1, Side.BUY, 9998, 10, 10, 90));
        microprice.set(100.01);
        maker.onBook(book);

        assertCalls("replace #1 110 at 99.99");
    }

    @Test
    void shouldGoOnAfterVenueForgotOrder() {
        quoteAndAccept();

        maker.onExecution(FakeExecution.of(7, Execution.Kind.UNKNOWN, 1, Side.BUY, 9998 * CENT, 0)
                .over());
        assertCalls("timer 1 in " + 10 * MILLI);
        fire(1, 10 * MILLI);

        assertCalls(bid(3, 100, "99.98"));
    }

    @Test
    void shouldKeepItsViewWhenNothingIsOpenAnyMore() {
        quoteAndAccept();
        environment.port.answer(false);
        microprice.set(100.01);
        maker.onBook(book);
        environment.port.takeCalls();

        maker.onExecution(filled(1, Side.BUY, 9998, 100, 100, 0).over());

        assertCalls(bid(3, 100, "99.99"), "replace #2 100 at 100.03");
    }

    @Test
    void shouldNotFollowItsOwnQuotes() {
        quoteAndAccept();
        book.bids(9998, 100, 9995, 500).asks(10002, 100, 10005, 500);
        environment.position = 50;
        microprice.set(99.90);

        maker.onBook(book);

        assertCalls("replace #1 100 at 99.97");
    }

    @Test
    void shouldNotFollowAQuoteThatTheBookStillShowsWhereItWas() {
        quoteAndAccept();
        book.bids(9998, 100, 9995, 500).asks(10002, 100, 10005, 500);
        environment.position = 50;
        maker.onBook(book);
        assertCalls("replace #1 100 at 99.97");

        // The venue's answer is faster than its feed: the bid that is left at 99.98 is our own.
        maker.onExecution(FakeExecution.of(7, Execution.Kind.REPLACED, 1, Side.BUY, 9997 * CENT, 100));
        assertCalls();

        // Now it cannot be ours any more.
        maker.onBook(book);
        assertCalls("replace #1 100 at 99.96", "replace #2 100 at 100.01");
    }

    @Test
    void shouldWithdrawWhenItIsAloneInTheBook() {
        quoteAndAccept();

        maker.onBook(book.bids(9998, 100).asks(10002, 100, 10005, 500));

        assertCalls("cancel #1", "cancel #2");
    }

    @Test
    void shouldIgnoreTimersAndExecutionsOfOthers() {
        quoteAndAccept();

        maker.onTimer(99, 1);
        maker.onExecution(cancelled(99, Side.BUY));

        assertCalls();
    }

    @Test
    void shouldContinueFromSnapshot() {
        quoteAndAccept();
        maker.onExecution(filled(1, Side.BUY, 9998, 30, 30, 70));
        final StateBuffer written = new StateBuffer();
        maker.snapshotTo(written);
        final FakeSetup freshSetup = new FakeSetup(new HostedContext(1, environment), PARAMETERS, instrument);
        final MarketMaker restored = new MarketMaker(freshSetup);
        freshSetup.signal("microprice").set(99.99);
        freshSetup.signal("volatilityFilter").set(1);
        restored.restoreFrom(written.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);

        restored.onBook(book);

        assertArrayEquals(written.toByteArray(), again.toByteArray());
        assertCalls("replace #1 130 at 99.97", "replace #2 100 at 100.01");
    }

    @Test
    void shouldRefuseSizeBelowOneLot() {
        final FakeSetup wrong =
                new FakeSetup(new HostedContext(1, environment), Map.of("instrument", "ACME", "size", "5"), instrument);

        final Exception e = assertThrows(IllegalArgumentException.class, () -> new MarketMaker(wrong));

        assertEquals(
                "strategies.test.parameters.size = \"5\": out of range; set a quantity of ACME from 10 to 10000000"
                        + " with at most 0 decimals",
                e.getMessage());
    }

    private void quoteAndAccept() {
        maker.onBook(book);
        maker.onExecution(accepted(1, Side.BUY, 9998));
        maker.onExecution(accepted(2, Side.SELL, 10002));
        environment.port.takeCalls();
    }

    private void fire(final long timerId, final long delayNs) {
        environment.timeNs += delayNs;
        maker.onTimer(timerId, 0);
    }

    private void assertCalls(final String... expected) {
        assertEquals(List.of(expected), environment.port.takeCalls());
    }

    private static String bid(final long id, final long quantity, final String price) {
        return "submit #" + id + " instrument 7 BUY LIMIT DAY post-only " + quantity + " at " + price;
    }

    private static String ask(final long id, final long quantity, final String price) {
        return "submit #" + id + " instrument 7 SELL LIMIT DAY post-only " + quantity + " at " + price;
    }

    private static FakeExecution accepted(final long id, final Side side, final long cents) {
        return FakeExecution.of(7, Execution.Kind.ACCEPTED, id, side, cents * CENT, 100);
    }

    private static FakeExecution cancelled(final long id, final Side side) {
        return FakeExecution.of(7, Execution.Kind.CANCELLED, id, side, 9998 * CENT, 0)
                .over();
    }

    private static FakeExecution rejected(final long id, final Side side) {
        return FakeExecution.of(7, Execution.Kind.REJECTED, id, side, 9998 * CENT, 0)
                .over();
    }

    private static FakeExecution refused(final long id) {
        return FakeExecution.of(7, Execution.Kind.REFUSED, id, Side.BUY, 9998 * CENT, 0)
                .over();
    }

    private static FakeExecution filled(
            final long id, final Side side, final long cents, final long last, final long done, final long leaves) {
        return FakeExecution.of(7, Execution.Kind.FILLED, id, side, cents * CENT, leaves)
                .executed(last, done);
    }
}
