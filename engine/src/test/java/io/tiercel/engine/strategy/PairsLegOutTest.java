package io.tiercel.engine.strategy;

import static io.tiercel.codecs.types.Side.BUY;
import static io.tiercel.codecs.types.Side.SELL;
import static io.tiercel.engine.strategy.PairRig.FIRST;
import static io.tiercel.engine.strategy.PairRig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.testing.FakeExecution;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test begins with two orders on their way: 100 of the first sold, 50 of the second bought. */
class PairsLegOutTest {
    private final PairRig rig = new PairRig();

    @BeforeEach
    void enter() {
        rig.at(2);
        assertCalls(first(1, SELL, 100, "99.95"), second(2, BUY, 50, "50.05"));
    }

    @Test
    void shouldWaitForBothOrders() {
        rig.took(1, FIRST, SELL, 100);
        rig.books();

        assertCalls();
    }

    @Test
    void shouldTryTheMissingLegAgainThenUnwindTheOther() {
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.REFUSED, 0);
        rig.books();
        assertCalls();

        // After the pause, up to 4 ticks beyond the best price
        rig.advance(10);
        assertCalls(second(3, BUY, 50, "50.09"));
        rig.end(3, Execution.Kind.REJECTED, 0);
        rig.advance(20);
        assertCalls(second(4, BUY, 50, "50.09"));
        rig.end(4, Execution.Kind.CANCELLED, 0);
        assertCalls(first(5, BUY, 100, "100.09"));

        rig.took(5, FIRST, BUY, 100);
        rig.advance(1_000);
        rig.at(3);
        // Flat, and not again before z has come back
        assertCalls();
    }

    @Test
    void shouldHoldThePairThatWasCompletedLater() {
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.NOT_SENT, 0);
        rig.advance(10);
        rig.took(3, SECOND, BUY, 50);
        rig.port.takeCalls();

        rig.at(2.5);
        assertCalls();
        rig.at(0);
        assertCalls(first(4, BUY, 100, "100.05"), second(5, SELL, 50, "49.95"));
    }

    @Test
    void shouldUnwindAtOnceWhereItMayNotTryAgain() {
        rig.set("legOutAttempts", "0");
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.CANCELLED, 0);
        assertCalls();

        // The book that its own order has emptied is not looked at
        rig.pairs.onBook(rig.acme);
        assertCalls(first(3, BUY, 100, "100.09"));
    }

    @Test
    void shouldUnwindAfterAPauseWhenNoBookChanges() {
        rig.set("legOutAttempts", "0");
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.CANCELLED, 0);

        rig.advance(10);

        assertCalls(first(3, BUY, 100, "100.09"));
    }

    @Test
    void shouldOnlyCatchUpWithTheLegThatIsAhead() {
        rig.took(1, FIRST, SELL, 60);
        rig.took(2, SECOND, BUY, 20);

        rig.books();

        // 60 of 100 need 30 of 50
        assertCalls(second(3, BUY, 10, "50.09"));
    }

    @Test
    void shouldKeepTheHedgedPart() {
        rig.took(1, FIRST, SELL, 100);
        rig.took(2, SECOND, BUY, 20);
        rig.books();
        rig.took(3, SECOND, BUY, 5);
        rig.books();
        assertCalls(second(3, BUY, 30, "50.09"), second(4, BUY, 25, "50.09"));

        // 25 of 50 hedge 50 of 100
        rig.end(4, Execution.Kind.CANCELLED, 0);
        assertCalls(first(5, BUY, 50, "100.09"));
        rig.took(5, FIRST, BUY, 50);
        rig.advance(10);
        rig.at(0);
        assertCalls(first(6, BUY, 50, "100.05"), second(7, SELL, 25, "49.95"));
    }

    @Test
    void shouldUnwindWhenTheOtherBookIsGoneForTooLong() {
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.CANCELLED, 0);
        rig.bolt.suspect(true);

        rig.advance(499);
        rig.books();
        assertCalls();
        rig.advance(1);
        assertCalls(first(3, BUY, 100, "100.09"));
    }

    @Test
    void shouldUnwindOnUntilNothingIsLeft() {
        rig.set("legOutAttempts", "0");
        rig.took(1, FIRST, SELL, 100);
        rig.end(2, Execution.Kind.CANCELLED, 0);
        rig.books();
        rig.took(3, FIRST, BUY, 30);
        rig.books();
        rig.end(4, Execution.Kind.REFUSED, 0);
        assertCalls(first(3, BUY, 100, "100.09"), first(4, BUY, 70, "100.09"));

        for (int i = 0; i < 9; i++) {
            rig.advance(640);
            rig.end(5 + i, Execution.Kind.REFUSED, 0);
        }
        assertEquals(9, rig.port.takeCalls().size());
    }

    @Test
    void shouldForgetAnEntryOfWhichNothingCame() {
        rig.end(1, Execution.Kind.CANCELLED, 0);
        rig.end(2, Execution.Kind.CANCELLED, 0);
        rig.at(3);
        assertCalls();

        rig.advance(10);
        rig.at(3);
        assertCalls(first(3, SELL, 100, "99.95"), second(4, BUY, 50, "50.05"));
    }

    @Test
    void shouldCancelAnOrderThatIsNotOverInTime() {
        rig.took(1, FIRST, SELL, 100);
        rig.pairs.onExecution(FakeExecution.of(7, Execution.Kind.IN_DOUBT, 2, BUY, 0, 50));
        rig.advance(499);
        assertCalls();
        rig.advance(1);
        rig.books();
        assertCalls("cancel #2");

        rig.pairs.onExecution(FakeExecution.of(7, Execution.Kind.CANCEL_REJECTED, 2, BUY, 0, 50));
        rig.advance(499);
        assertCalls();
        rig.advance(1);
        assertCalls("cancel #2");
        rig.end(2, Execution.Kind.UNKNOWN, 0);
        rig.books();
        rig.advance(10);
        assertCalls(second(3, BUY, 50, "50.09"));
    }

    @Test
    void shouldUndoAFillThatNobodyExpected() {
        rig.took(1, FIRST, SELL, 100);
        rig.took(2, SECOND, BUY, 50);
        rig.fill(FIRST, -20);
        rig.books();
        assertCalls(first(3, BUY, 20, "100.09"));

        rig.took(3, FIRST, BUY, 20);
        rig.at(0);
        rig.took(4, FIRST, BUY, 100);
        rig.took(5, SECOND, SELL, 50);
        rig.port.takeCalls();
        rig.fill(SECOND, -5);
        rig.advance(10);
        rig.at(0);
        assertCalls(second(6, BUY, 5, "50.05"));
    }

    @Test
    void shouldGetFlatAtOnceWhenToldInTheMiddle() {
        rig.took(1, FIRST, SELL, 100);
        rig.took(2, SECOND, BUY, 20);
        rig.set("trading", "false");

        rig.books();

        assertCalls(first(3, BUY, 100, "100.09"), second(4, SELL, 20, "49.91"));
    }

    @Test
    void shouldGoOnFromASnapshotInTheMiddle() {
        rig.restore();
        rig.took(1, FIRST, SELL, 100);
        rig.took(2, SECOND, BUY, 20);
        rig.restore();
        rig.books();
        rig.restore();
        rig.end(3, Execution.Kind.CANCELLED, 0);
        rig.restore();
        rig.advance(500);
        rig.restore();
        rig.books();

        // 20 of 50 hedge 40 of 100
        assertCalls(second(3, BUY, 30, "50.09"), first(4, BUY, 60, "100.09"));
    }

    private void assertCalls(final String... calls) {
        assertEquals(List.of(calls), rig.port.takeCalls());
    }

    private static String first(final int id, final Side side, final int quantity, final String price) {
        return PairRig.text(id, FIRST, side, quantity, price);
    }

    private static String second(final int id, final Side side, final int quantity, final String price) {
        return PairRig.text(id, SECOND, side, quantity, price);
    }
}
