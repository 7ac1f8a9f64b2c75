package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.strategy.TradeCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What exchanges say besides books: who hears of it, when, and what of it is kept. */
final class FactsTest {
    private static final long NANO = CoreHarness.NANO;
    private static final long NONE = MarketFacts.NONE;

    private final List<String> calls = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final CoreHarness harness = harness();

    /** Keeps trades by their number, so that a correction that names one alone can be followed. */
    private final class Listener implements Strategy {
        private final StrategyContext context;
        private final String name;
        private final Map<Long, Long> traded = new TreeMap<>();

        Listener(final StrategySetup setup) {
            name = setup.name();
            context = setup.context();
            final int instrumentId = setup.instrument("instrument").id();
            setup.signal(StandardSignals.vwap(instrumentId));
        }

        @Override
        public void onTrade(
                final Book book, final Side side, final long priceNanos, final long quantity, final long matchId) {
            traded.put(matchId, quantity);
            calls.add(name + " trade " + matchId);
        }

        @Override
        public void onTradeCorrection(final Book book, final TradeCorrection correction) {
            final long was = traded.getOrDefault(correction.matchId(), 0L);
            if (correction.broken()) {
                traded.remove(correction.matchId());
                calls.add(name + " broken " + correction.matchId() + " of " + was);
            } else {
                traded.put(correction.matchId(), correction.quantity());
                calls.add(name + " corrected " + correction.matchId() + " from " + was + " to " + correction.quantity()
                        + " at " + correction.priceNanos() + " " + correction.aggressorSide());
            }
        }

        @Override
        public void onFacts(final MarketFacts facts) {
            final StringBuilder changed = new StringBuilder();
            for (final StatisticKind kind : StatisticKind.values()) {
                if (facts.changed(kind)) {
                    changed.append(' ').append(kind).append(facts.has(kind) ? "" : " withdrawn");
                }
            }
            for (final PriceLimitScope scope : PriceLimitScope.values()) {
                changed.append(facts.limits(scope).changed() ? " limits " + scope : "");
            }
            changed.append(facts.imbalance().changed() ? " auction" : "");
            calls.add(name + " facts of " + facts.instrumentId() + changed);
        }

        @Override
        public void onSignal(final Signal signal) {
            calls.add(name + " signal");
        }

        @Override
        public void onBook(final Book book) {
            calls.add(name + " book " + book.instrumentId());
        }
    }

    private CoreHarness harness() {
        return harness(CoreHarness.settings());
    }

    private CoreHarness harness(final CoreSettings settings) {
        final CoreHarness made = new CoreHarness(
                CoreHarness.catalogue("Listener", setup -> {
                    final Listener listener = new Listener(setup);
                    listeners.add(listener);
                    return listener;
                }),
                null,
                settings);
        made.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy2.parameters.instrument", "S2")
                .open(3, "Listener", "Listener")
                .quoteAll();
        calls.clear();
        return made;
    }

    @Test
    void shouldTellThemAtTheEndOfTheirPacketAfterTradesAndBeforeSignalsAndBooks() {
        harness.statistic(1, StatisticKind.HIGH, 5 * NANO, NONE, false)
                .statistic(1, StatisticKind.VOLUME, NONE, 900, false)
                .limits(1, PriceLimitScope.SESSION, 1, 2, false)
                .imbalance(1, false);
        assertEquals(List.of(), calls);

        harness.trade(1, 10_001, 5, 77, true);

        assertEquals(
                List.of(
                        "strategy1 trade 77",
                        "strategy1 facts of 1 HIGH VOLUME limits SESSION auction",
                        "strategy1 signal",
                        "strategy1 book 1"),
                calls);
        assertFalse(harness.core.facts().of(1).changed(StatisticKind.HIGH));
        assertEquals(0, harness.core.facts().changedCount());
    }

    /** Of instruments that a packet spoke of, the first one first; what it did not say is not told again. */
    @Test
    void shouldTellEachInstrumentOnceAndOnlyWhatItsPacketSaid() {
        harness.statistic(2, StatisticKind.LOW, NANO, NONE, false)
                .statistic(1, StatisticKind.LOW, NANO, NONE, false)
                .statistic(2, StatisticKind.LOW, 2 * NANO, NONE, false)
                .statistic(3, StatisticKind.LOW, 2 * NANO, NONE, true);
        harness.statistic(1, StatisticKind.OPEN, NANO, NONE, true);

        assertEquals(
                List.of("strategy2 facts of 2 LOW", "strategy1 facts of 1 LOW", "strategy1 facts of 1 OPEN"), calls);
        assertEquals(2 * NANO, harness.core.facts().of(2).priceNanos(StatisticKind.LOW));
    }

    @Test
    void shouldKeepTheLastWordOfEachKind() {
        harness.after(9).statistic(1, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true);
        harness.statistic(1, StatisticKind.OPEN_INTEREST, NONE, 1_234, true)
                .limits(1, PriceLimitScope.AUCTION, NONE, 8 * NANO, true)
                .imbalance(1, true);

        final MarketFacts facts = listeners.get(0).context.facts(1);
        assertEquals("S1", facts.instrument().symbol());
        assertEquals(7 * NANO, facts.priceNanos(StatisticKind.SETTLEMENT));
        assertEquals(3, facts.code(StatisticKind.SETTLEMENT));
        assertEquals(17, facts.referenceTimeNs(StatisticKind.SETTLEMENT));
        assertEquals(CoreHarness.START_NS + 9, facts.venueTimeNs(StatisticKind.SETTLEMENT));
        assertEquals(NONE, facts.quantity(StatisticKind.SETTLEMENT));
        assertEquals(1_234, facts.quantity(StatisticKind.OPEN_INTEREST));
        assertEquals(NONE, facts.limits(PriceLimitScope.AUCTION).lowPriceNanos());
        assertEquals(8 * NANO, facts.limits(PriceLimitScope.AUCTION).highPriceNanos());
        assertEquals(2, facts.limits(PriceLimitScope.AUCTION).extension());
        assertEquals(NONE, facts.limits(PriceLimitScope.SESSION).venueTimeNs());
        assertEquals(AuctionKind.CLOSING, facts.imbalance().auction());
        assertEquals(30, facts.imbalance().imbalanceQuantity());
        assertEquals(NONE, facts.imbalance().farPriceNanos());
        assertFalse(facts.has(StatisticKind.OPEN));

        calls.clear();
        harness.withdrawn(1, StatisticKind.SETTLEMENT);

        assertEquals(List.of("strategy1 facts of 1 SETTLEMENT withdrawn"), calls);
        assertFalse(facts.has(StatisticKind.SETTLEMENT));
        assertEquals(NONE, facts.priceNanos(StatisticKind.SETTLEMENT));
    }

    /** A kind is withdrawn by itself; a session that begins withdraws all of them. */
    @Test
    void shouldWithdrawAllThatWasSaidOfAnInstrumentOrOfAMarket() {
        harness.statistic(1, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true)
                .statistic(1, StatisticKind.OPEN_INTEREST, NONE, 1_234, true)
                .limits(1, PriceLimitScope.AUCTION, NONE, 8 * NANO, true)
                .imbalance(1, true)
                .statistic(2, StatisticKind.SETTLEMENT, 6 * NANO, NONE, true)
                .statistic(0, StatisticKind.CIRCUIT_BREAKER_1, 4_000 * NANO, NONE, true);
        calls.clear();

        harness.factsClear(1, true);

        assertEquals(
                List.of("strategy1 facts of 1 SETTLEMENT withdrawn OPEN_INTEREST withdrawn limits AUCTION auction"),
                calls);
        final MarketFacts facts = harness.core.facts().of(1);
        assertFalse(facts.has(StatisticKind.SETTLEMENT));
        assertEquals(NONE, facts.quantity(StatisticKind.OPEN_INTEREST));
        assertEquals(NONE, facts.limits(PriceLimitScope.AUCTION).highPriceNanos());
        assertEquals(NONE, facts.limits(PriceLimitScope.AUCTION).venueTimeNs());
        assertEquals(AuctionKind.NULL_VAL, facts.imbalance().auction());
        assertEquals(NONE, facts.imbalance().venueTimeNs());
        assertEquals(6 * NANO, harness.core.facts().of(2).priceNanos(StatisticKind.SETTLEMENT), "of another one");
        assertTrue(harness.core.facts().ofMarket(1).has(StatisticKind.CIRCUIT_BREAKER_1));

        calls.clear();
        harness.factsClear(1, true);
        assertEquals(List.of(), calls, "nothing holds any more");
        harness.factsClear(0, true);
        assertEquals(
                List.of(
                        "strategy1 facts of 0 CIRCUIT_BREAKER_1 withdrawn",
                        "strategy2 facts of 0 CIRCUIT_BREAKER_1 withdrawn"),
                calls);
    }

    @Test
    void shouldWithdrawNothingWhereNothingWasSaid() {
        harness.factsClear(1, true).factsClear(0, true);

        assertEquals(List.of(), calls);
        assertTrue(harness.core.facts().isEmpty());

        harness.factsClear(9, true);
        harness.from(7).factsClear(0, true);
        harness.from(0).factsClear(0, true);
        assertEquals(3, harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT));
    }

    @Test
    void shouldTellAllStrategiesOfAMarket() {
        harness.statistic(0, StatisticKind.CIRCUIT_BREAKER_1, 4_000 * NANO, NONE, true);

        assertEquals(
                List.of("strategy1 facts of 0 CIRCUIT_BREAKER_1", "strategy2 facts of 0 CIRCUIT_BREAKER_1"), calls);
        final MarketFacts market = listeners.get(1).context.marketFacts(1);
        assertEquals(4_000 * NANO, market.priceNanos(StatisticKind.CIRCUIT_BREAKER_1));
        assertNull(market.instrument());
        assertNull(listeners.get(1).context.marketFacts(2));
        assertFalse(listeners.get(1).context.facts(1).has(StatisticKind.CIRCUIT_BREAKER_1));
    }

    @Test
    void shouldTellWhatBecomesOfTrades() {
        harness.trade(1, 10_001, 5, 77, true).trade(1, 10_001, 6, 78, false);
        harness.correction(1, TradeChange.CORRECTED, 99 * NANO, 4, 77, false)
                .correction(1, TradeChange.BROKEN, NONE, NONE, 78, true);

        assertEquals(
                List.of(
                        "strategy1 trade 77",
                        "strategy1 signal",
                        "strategy1 book 1",
                        "strategy1 trade 78",
                        "strategy1 corrected 77 from 5 to 4 at 99000000000 null",
                        "strategy1 broken 78 of 6",
                        "strategy1 book 1"),
                calls);
        assertEquals(10_001 * NANO / 100, harness.core.books().book(1).lastTradePriceNanos(), "books know no trades");
    }

    @Test
    void shouldCountWhatIsOfNobodyOrOfNoKnownKind() {
        harness.statistic(9, StatisticKind.HIGH, NANO, NONE, true)
                .correction(9, TradeChange.BROKEN, NONE, NONE, 1, true)
                .limits(99, PriceLimitScope.SESSION, 1, 2, true)
                .imbalance(-1, true);
        assertEquals(4, harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT));
        harness.from(7).statistic(0, StatisticKind.CIRCUIT_BREAKER_1, NANO, NONE, true);
        harness.from(0).statistic(0, StatisticKind.CIRCUIT_BREAKER_1, NANO, NONE, true);
        assertEquals(6, harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT), "of a market without instruments");

        harness.from(1)
                .statistic(1, StatisticKind.NULL_VAL, NANO, NONE, true)
                .limits(1, PriceLimitScope.NULL_VAL, 1, 2, true)
                .correction(1, TradeChange.NULL_VAL, NONE, NONE, 1, true);

        assertEquals(3, harness.core.counted(AlertCode.MALFORMED_INPUT));
        assertEquals(List.of(), calls);
        assertTrue(harness.core.facts().isEmpty());
    }

    @Test
    void shouldHoldThemAgainstTheNumbersOfTheirPackets() {
        harness.packet(1).statistic(1, StatisticKind.HIGH, NANO, NONE, true);
        harness.packet(1).statistic(1, StatisticKind.HIGH, 2 * NANO, NONE, true);
        assertEquals(1, harness.core.counted(AlertCode.FEED_LATE));
        assertEquals(NANO, harness.core.facts().of(1).priceNanos(StatisticKind.HIGH));

        harness.packet(3).statistic(1, StatisticKind.HIGH, 3 * NANO, NONE, true);

        assertEquals(1, harness.core.counted(AlertCode.FEED_GAP));
        assertEquals(3 * NANO, harness.core.facts().of(1).priceNanos(StatisticKind.HIGH));
        assertFalse(harness.core.books().book(1).tradable(), "something may be missing");
    }

    @Test
    void shouldSayWhenAPacketHasMoreThanCanBeTold() {
        for (int i = 0; i < 1_100; i++) {
            harness.correction(1, TradeChange.BROKEN, NONE, NONE, i, i == 1_099);
        }

        assertEquals(1_024, calls.size());
        assertEquals(76, harness.core.counted(AlertCode.DERIVED_OVERFLOW));
    }

    /** Also in the middle of a packet. */
    @Test
    void shouldGoOnFromASnapshot() {
        harness.statistic(1, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true)
                .statistic(0, StatisticKind.CIRCUIT_BREAKER_2, 8 * NANO, NONE, true)
                .limits(2, PriceLimitScope.SESSION, NANO, 9 * NANO, true);
        harness.statistic(2, StatisticKind.OPEN, NANO, NONE, false)
                .imbalance(1, false)
                .trade(1, 10_001, 6, 78, false)
                .correction(1, TradeChange.BROKEN, NONE, NONE, 78, false);
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);
        final CoreHarness other = harness();
        other.core.restoreFrom(state.reader());
        other.goOnFrom(harness);
        assertEquals(harness.core.digest(), other.core.digest());
        calls.clear();

        harness.statistic(1, StatisticKind.HIGH, NANO, NONE, true);
        final List<String> expected = List.copyOf(calls);
        calls.clear();
        other.statistic(1, StatisticKind.HIGH, NANO, NONE, true);

        assertTrue(expected.contains("strategy2 facts of 2 OPEN"), expected::toString);
        assertTrue(expected.contains("strategy1 broken 78 of 6"), expected::toString);
        assertEquals(plain(expected), plain(calls));
        assertEquals(harness.core.digest(), other.core.digest());
        assertEquals(
                9 * NANO,
                other.core.facts().of(2).limits(PriceLimitScope.SESSION).highPriceNanos());
        assertEquals(8 * NANO, other.core.facts().ofMarket(1).priceNanos(StatisticKind.CIRCUIT_BREAKER_2));
        final StateBuffer again = new StateBuffer();
        final StateBuffer first = new StateBuffer();
        harness.core.snapshotTo(first);
        other.core.snapshotTo(again);
        assertEquals(List.of(first.length()), List.of(again.length()));
    }

    /** What a strategy remembers is its own to snapshot. */
    private static List<String> plain(final List<String> calls) {
        return calls.stream()
                .map(call -> call.replaceAll("(broken [0-9]+) of [0-9]+", "$1"))
                .toList();
    }

    @Test
    void shouldForgetWhatTheSnapshotDoesNotHave() {
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);
        final CoreHarness other = harness();
        other.statistic(1, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true).imbalance(2, true);

        other.core.restoreFrom(state.reader());

        assertTrue(other.core.facts().isEmpty());
        assertEquals(harness.core.digest(), other.core.digest());
        assertFalse(other.core.facts().of(1).has(StatisticKind.SETTLEMENT));
        assertEquals(NONE, other.core.facts().of(2).imbalance().venueTimeNs());
    }

    @Test
    void shouldRefuseASnapshotOfOtherInstruments() {
        harness.statistic(3, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true);
        final StateBuffer state = new StateBuffer();
        harness.core.facts().snapshotTo(state);
        final CoreHarness fewer = new CoreHarness(Map.of()).open(2);

        final IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> fewer.core.facts().restoreFrom(state.reader()));

        assertTrue(refused.getMessage().contains("instrument 3 of venue 1"), refused.getMessage());
    }

    /** A fact is state; a state without any is hashed as it was before there were facts. */
    @Test
    void shouldHashFactsOnceThereAreSome() {
        final CoreHarness other = harness();
        assertEquals(harness.core.digest(), other.core.digest());

        harness.statistic(1, StatisticKind.SETTLEMENT, 7 * NANO, NONE, true);
        other.statistic(1, StatisticKind.SETTLEMENT, 8 * NANO, NONE, true);

        assertNotEquals(harness.core.digest(), other.core.digest());
    }
}
