package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeedsTest {
    private static final long STALE_AFTER_NS = CoreHarness.settings().feedStaleAfterNs();

    private final List<String> calls = new ArrayList<>();
    private final CoreHarness harness = newHarness(calls);

    private static CoreHarness newHarness(final List<String> calls) {
        return new CoreHarness(CoreHarness.catalogue("Probe", setup -> new ProbeStrategy(setup, calls)));
    }

    private static CoreHarness open(final CoreHarness harness) {
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(2, "Probe")
                .quoteAll();
    }

    private FeedState state(final int instrument) {
        return harness.core.books().book(instrument).feedState();
    }

    @Test
    void shouldNotReviveBooksOfAnotherFeed() {
        open(harness).feed(1, 0, FeedState.STALE).feed(2, 0, FeedState.LIVE);

        assertEquals(List.of(FeedState.STALE, FeedState.STALE), List.of(state(1), state(2)));
    }

    @Test
    void shouldTakeInstrumentForThatOfFeedWhoseMessageCame() {
        open(harness).from(2).add(2, Side.BUY, 7, 9_998, 10, true);

        harness.feed(2, 0, FeedState.STALE);
        assertEquals(List.of(FeedState.LIVE, FeedState.STALE), List.of(state(1), state(2)));
        harness.feed(2, 0, FeedState.LIVE).feed(1, 0, FeedState.RECOVERING);
        assertEquals(List.of(FeedState.RECOVERING, FeedState.LIVE), List.of(state(1), state(2)));
    }

    @Test
    void shouldTakeStatusWithoutFeedForAllBooksButNeverMakeThemLive() {
        open(harness).feed(0, 0, FeedState.STALE);
        assertEquals(FeedState.STALE, state(1));

        harness.feed(0, 0, FeedState.LIVE);

        assertEquals(FeedState.STALE, state(1));
    }

    @Test
    void shouldMakeBooksOfSilentFeedStaleAndTellStrategies() {
        open(harness);
        final long deadlineNs = harness.core.nextDeadlineNs();
        harness.after(STALE_AFTER_NS - 1).tick();
        assertEquals(FeedState.LIVE, state(1));
        harness.outputs.takeLines();
        calls.clear();

        harness.after(deadlineNs - harness.timeNs() > 0 ? 1 : 0).after(1).tick();

        assertEquals(List.of(FeedState.STALE, FeedState.STALE), List.of(state(1), state(2)));
        assertEquals(List.of("strategy1 book 1"), calls);
        assertEquals(
                1,
                harness.outputs.takeLines().stream()
                        .filter(line -> line.contains(AlertCode.FEED_STALE.name()))
                        .count());
        assertEquals(StateMachine.NO_DEADLINE, harness.core.nextDeadlineNs());
    }

    @Test
    void shouldAskForTickWhenFeedIsDue() {
        open(harness);
        final long lastNs = harness.timeNs();

        harness.after(1).tick();

        final long deadlineNs = harness.core.nextDeadlineNs();
        assertEquals(true, deadlineNs > harness.timeNs() && deadlineNs <= lastNs + STALE_AFTER_NS);
    }

    @Test
    void shouldReviveAtEndOfNextPacketOfSameFeedOnly() {
        open(harness).after(STALE_AFTER_NS).tick();

        harness.from(2).add(2, Side.BUY, 7, 9_998, 10, true);
        assertEquals(List.of(FeedState.STALE, FeedState.STALE), List.of(state(1), state(2)));
        harness.from(1).add(1, Side.BUY, 7, 9_998, 10, false);
        assertEquals(FeedState.STALE, state(1));
        harness.add(1, Side.BUY, 8, 9_998, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.STALE), List.of(state(1), state(2)));
    }

    @Test
    void shouldNotReviveWhatFeedItselfMadeStale() {
        open(harness).feed(1, 2, FeedState.STALE).after(STALE_AFTER_NS).tick();

        harness.add(1, Side.BUY, 7, 9_998, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.STALE), List.of(state(1), state(2)));
    }

    @Test
    void shouldNotReviveOtherBooksAtWordOnOneAndStillWatchThatOne() {
        open(harness).after(STALE_AFTER_NS).tick();

        harness.feed(1, 2, FeedState.LIVE);
        assertEquals(List.of(FeedState.STALE, FeedState.LIVE), List.of(state(1), state(2)));
        harness.after(STALE_AFTER_NS).tick();
        assertEquals(List.of(FeedState.STALE, FeedState.STALE), List.of(state(1), state(2)));
        harness.add(1, Side.BUY, 7, 9_998, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), List.of(state(1), state(2)));
    }

    @Test
    void shouldWatchBookThatIsLiveWhileItsFeedIsInterrupted() {
        open(harness).feed(1, 0, FeedState.INTERRUPTED).feed(1, 2, FeedState.LIVE);

        harness.after(STALE_AFTER_NS).tick();

        assertEquals(List.of(FeedState.RECOVERING, FeedState.STALE), List.of(state(1), state(2)));
    }

    @Test
    void shouldCloseBooksOfFeedThatStopsInsidePacketUntilItsEndComes() {
        open(harness);
        calls.clear();
        harness.add(1, Side.BUY, 7, 9_998, 10, false).feed(1, 0, FeedState.INTERRUPTED);
        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), List.of(state(1), state(2)));
        assertEquals(List.of("strategy1 book 1"), calls);

        harness.add(1, Side.BUY, 8, 9_998, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), List.of(state(1), state(2)));
    }

    @Test
    void shouldGoOnFromSnapshot() {
        open(harness).from(2).add(2, Side.BUY, 7, 9_998, 10, true).from(1);
        harness.after(STALE_AFTER_NS).tick();
        final StateBuffer buffer = new StateBuffer();
        harness.core.snapshotTo(buffer);
        final CoreHarness other = open(newHarness(new ArrayList<>()));
        other.core.restoreFrom(buffer.reader());
        other.goOnFrom(harness);

        assertEquals(harness.core.digest(), other.core.digest());
        harness.add(1, Side.BUY, 7, 9_998, 10, true).tick();
        other.add(1, Side.BUY, 7, 9_998, 10, true).tick();

        assertEquals(harness.core.digest(), other.core.digest());
        assertEquals(FeedState.LIVE, other.core.books().book(1).feedState());
    }
}
