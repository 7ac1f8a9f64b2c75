package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import io.tiercel.engine.strategy.testing.FakeFacts;
import org.junit.jupiter.api.Test;

/** What a strategy's own test gives it behaves as what the engine gives it. */
final class FakeFactsTest {
    private final FakeFacts facts = new FakeFacts(FakeBook.instrument(7, "ACME", 0, 1));

    @Test
    void shouldSayNothingAtFirst() {
        assertFalse(facts.has(StatisticKind.OPEN));
        assertEquals(MarketFacts.NONE, facts.priceNanos(StatisticKind.OPEN));
        assertEquals(MarketFacts.NONE, facts.limits(PriceLimitScope.SESSION).highPriceNanos());
        assertEquals(MarketFacts.NONE, facts.imbalance().imbalanceQuantity());
        assertFalse(facts.imbalance().changed());
    }

    @Test
    void shouldKeepWhatIsSaidAndForgetThatItIsNew() {
        facts.statistic(StatisticKind.SETTLEMENT, 5, MarketFacts.NONE, 3, 11)
                .limits(PriceLimitScope.SESSION, 1, 9, 12)
                .imbalance(AuctionKind.CLOSING, Side.SELL, 500, 30, 4, 13);
        assertTrue(facts.changed(StatisticKind.SETTLEMENT));
        assertTrue(facts.limits(PriceLimitScope.SESSION).changed());
        assertTrue(facts.imbalance().changed());

        facts.told();

        assertFalse(facts.changed(StatisticKind.SETTLEMENT));
        assertFalse(facts.limits(PriceLimitScope.SESSION).changed());
        assertFalse(facts.imbalance().changed());
        assertEquals(3, facts.code(StatisticKind.SETTLEMENT));
        assertEquals(11, facts.venueTimeNs(StatisticKind.SETTLEMENT));
        assertEquals(9, facts.limits(PriceLimitScope.SESSION).highPriceNanos());
        assertEquals(30, facts.imbalance().imbalanceQuantity());
    }

    @Test
    void shouldTellAWithdrawal() {
        facts.statistic(StatisticKind.HIGH, 5, MarketFacts.NONE, MarketFacts.NONE, 11);
        facts.told();

        facts.withdraw(StatisticKind.HIGH);

        assertTrue(facts.changed(StatisticKind.HIGH));
        assertFalse(facts.has(StatisticKind.HIGH));
    }

    @Test
    void shouldBeFoundInTheContext() {
        final FakeFacts market = new FakeFacts(1);
        final FakeContext context = new FakeContext().facts(facts).facts(market);

        assertSame(facts, context.facts(7));
        assertSame(market, context.marketFacts(1));
        assertNull(context.facts(8));
        assertNull(context.marketFacts(2));
        assertEquals(0, market.instrumentId());
    }
}
