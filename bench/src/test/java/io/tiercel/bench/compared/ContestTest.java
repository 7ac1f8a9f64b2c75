package io.tiercel.bench.compared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import io.tiercel.bench.report.RunDelay;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final int INSTRUMENTS = 3;
    private static final int EVENTS = 5_000;

    private final BookOperations source = new BookOperations(new MarketFlow(3, INSTRUMENTS, 100));
    private final Operations fill = source.record(100 * INSTRUMENTS);
    private final Operations tape = source.record(EVENTS);
    private final Subject plain = new Subject("plain", (trades, shows) -> new PlainBook(INSTRUMENTS));

    @Test
    void shouldFindNoDifferenceBetweenEqualBooks() {
        final Subject own = new Subject("tiercel", (trades, shows) -> new EngineBook(INSTRUMENTS, 100 * INSTRUMENTS));

        assertEquals(Optional.empty(), contest(plain, own).firstDifference(EVENTS));
    }

    @Test
    void shouldNameFirstDifference() {
        final Subject forgetful =
                new Subject("forgetful", (trades, shows) -> new Forgetful(new PlainBook(INSTRUMENTS)));

        final String difference =
                contest(plain, plain, forgetful).firstDifference(EVENTS).orElseThrow();

        assertTrue(difference.startsWith("after operation "), difference);
        assertTrue(difference.contains("execute of order "), difference);
        assertTrue(difference.contains("; forgetful has bid "), difference);
    }

    @Test
    void shouldFindTradesThatDiffer() {
        final MatcherOperations orders = new MatcherOperations(3, MatcherOperations.Mix.ADDS, 100);
        final Operations adds = orders.fill();
        final Operations mix = orders.record(EVENTS);
        final Subject matcher = new Subject("plain", (trades, shows) -> new PlainMatcher(trades));
        final Subject own = new Subject("tiercel", (trades, shows) -> new EngineMatcher(trades));
        final Subject silent = new Subject("silent", (trades, shows) -> new PlainMatcher(new Trades()));

        final Contest equal = new Contest(List.of(own, matcher), 0, adds, mix);
        final Contest different = new Contest(List.of(own, silent), 0, adds, mix);

        assertEquals(Optional.empty(), equal.firstDifference(EVENTS));
        final String difference = different.firstDifference(EVENTS).orElseThrow();
        assertTrue(difference.contains(" trades, the last of "), difference);
        assertTrue(difference.endsWith("no trade yet"), difference);
    }

    @Test
    void shouldSeeInTimedRoundsThatEndingsDiffer() {
        final Subject forgetful =
                new Subject("forgetful", (trades, shows) -> new Forgetful(new PlainBook(INSTRUMENTS)));
        final Contest equal = contest(plain, plain);
        final Contest different = contest(plain, forgetful);
        for (int i = -1; i < 2; i++) {
            equal.round(i, RunDelay.ofCurrentThread(), text -> {});
            different.round(i, RunDelay.ofCurrentThread(), text -> {});
        }

        assertTrue(equal.sameEndings());
        assertFalse(different.sameEndings());
        assertEquals(2, equal.figures().get(1).rates().count());
    }

    private Contest contest(final Subject... subjects) {
        return new Contest(List.of(subjects), INSTRUMENTS, fill, tape);
    }

    /** Takes no notice of what was traded. */
    private record Forgetful(Peer book) implements Peer {
        @Override
        public void apply(final Operations operations, final int from, final int to) {
            for (int i = from; i < to; i++) {
                if (operations.kind(i) != Operations.EXECUTE) {
                    book.apply(operations, i, i + 1);
                }
            }
        }

        @Override
        public long bestPrice(final int instrument, final boolean buy) {
            return book.bestPrice(instrument, buy);
        }

        @Override
        public long bestQuantity(final int instrument, final boolean buy) {
            return book.bestQuantity(instrument, buy);
        }
    }
}
