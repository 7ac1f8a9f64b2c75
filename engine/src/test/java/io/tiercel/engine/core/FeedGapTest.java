package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the numbers of a feed's packets say. Two books of feed 1; the next number is 11. */
final class FeedGapTest {
    private static final long STALE_AFTER_NS = CoreHarness.settings().feedStaleAfterNs();

    private final List<String> calls = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    private final CoreHarness harness = open(new CoreHarness(
            CoreHarness.catalogue("Probe", setup -> new ProbeStrategy(setup, calls)),
            (cause, ordinal, buffer, offset, length) -> {
                final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
                if (header.templateId() == AlertDecoder.TEMPLATE_ID) {
                    final AlertDecoder alert = new AlertDecoder().wrapAndApplyHeader(buffer, offset, header);
                    alerts.add(
                            alert.code() + " " + alert.instrumentId() + " " + alert.value() + " " + alert.limitValue());
                }
            }));

    private static CoreHarness open(final CoreHarness harness) {
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(2, "Probe")
                .quoteAll()
                .packet(10)
                .add(1, Side.BUY, 3, 9_998, 10, true)
                .packet(11);
    }

    private FeedState state(final int instrument) {
        return harness.core.books().book(instrument).feedState();
    }

    private List<FeedState> states() {
        return List.of(state(1), state(2));
    }

    private int orderCount() {
        return harness.core.books().orderCount();
    }

    @Test
    void shouldTakePacketsInOrderWhateverTheirLength() {
        harness.add(1, Side.BUY, 4, 9_997, 10, false)
                .add(2, Side.BUY, 4, 9_997, 10, false)
                .add(1, Side.BUY, 5, 9_997, 10, true);
        harness.packet(12).add(2, Side.BUY, 6, 9_997, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), states());
        assertEquals(List.of(), alerts);
        assertEquals(9, orderCount());
    }

    @Test
    void shouldCloseAllBooksOfFeedAtGapAndTellStrategies() {
        calls.clear();

        harness.packet(14).add(2, Side.BUY, 4, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
        assertEquals(List.of("FEED_GAP 2 11 13"), alerts);
        assertEquals(List.of("strategy1 book 1"), calls);
        assertEquals(6, orderCount());
    }

    @Test
    void shouldNotCloseBooksOfOtherFeed() {
        harness.packet(0).from(2).add(2, Side.BUY, 4, 9_997, 10, true);

        harness.from(1).packet(13).add(1, Side.BUY, 5, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.LIVE), states());
    }

    @Test
    void shouldCountEachFeedByItself() {
        harness.from(2).packet(500).add(2, Side.BUY, 4, 9_997, 10, true);
        harness.from(1).packet(11).add(1, Side.BUY, 5, 9_997, 10, true);
        harness.from(2).packet(501).add(2, Side.BUY, 5, 9_997, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), states());
        assertEquals(List.of(), alerts);
    }

    @Test
    void shouldStayClosedThroughFurtherPackets() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true);
        harness.packet(15).add(1, Side.BUY, 5, 9_997, 10, true);
        harness.packet(17).add(1, Side.BUY, 6, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
        assertEquals(List.of("FEED_GAP 1 11 13"), alerts);
        assertEquals(2, harness.core.counted(AlertCode.FEED_GAP));
    }

    @Test
    void shouldTakePacketWithoutItsEndForGap() {
        harness.add(1, Side.BUY, 4, 9_997, 10, false);
        harness.packet(12).add(1, Side.BUY, 5, 9_997, 10, true);

        assertEquals(FeedState.RECOVERING, state(1));
        assertEquals(List.of("FEED_GAP 1 11 11"), alerts);
    }

    @Test
    void shouldReviveByWordOfFeedOrOfOneBook() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true);

        harness.feed(1, 2, FeedState.LIVE);
        assertEquals(List.of(FeedState.RECOVERING, FeedState.LIVE), states());
        harness.feed(1, 0, FeedState.LIVE);
        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), states());
    }

    @Test
    void shouldReviveBookThatIsClearedAndFilled() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true);

        harness.packet(15).clear(1);
        assertEquals(FeedState.RECOVERING, state(1));
        harness.add(1, Side.BUY, 4, 9_997, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.RECOVERING), states());
    }

    @Test
    void shouldNotReviveBookOfWhichPartOfImageIsMissing() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true);

        harness.packet(15).clear(1);
        harness.packet(17).add(1, Side.BUY, 4, 9_997, 10, true);

        assertEquals(FeedState.RECOVERING, state(1));
        assertEquals(List.of("FEED_GAP 1 11 13", "FEED_GAP 1 15 16"), alerts);
    }

    @Test
    void shouldReviveAfterSilenceOnlyWhenNothingIsMissing() {
        harness.after(STALE_AFTER_NS).tick();
        assertEquals(FeedState.STALE, state(1));
        harness.add(1, Side.BUY, 4, 9_997, 10, true);
        assertEquals(FeedState.LIVE, state(1));
        harness.after(STALE_AFTER_NS).tick();

        harness.packet(13).add(1, Side.BUY, 5, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
    }

    @Test
    void shouldReviveBookFilledWhileFeedIsSuspendedAtEndOfPacketOnly() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true).packet(15);
        harness.clear(1).feed(1, 0, FeedState.INTERRUPTED);

        harness.add(1, Side.BUY, 4, 9_997, 10, false);
        assertEquals(FeedState.RECOVERING, state(1));
        harness.add(1, Side.BUY, 5, 9_997, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.RECOVERING), states());
    }

    @Test
    void shouldNotReviveWhatFeedItselfClosedBeforeGap() {
        harness.feed(1, 2, FeedState.STALE).packet(14).add(1, Side.BUY, 4, 9_997, 10, true);

        harness.packet(15).clear(2).add(2, Side.BUY, 4, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.STALE), states());
    }

    @Test
    void shouldNotApplyRepeatedPacketAndCloseUntilNextOne() {
        calls.clear();
        harness.packet(10).add(1, Side.BUY, 4, 9_997, 10, true);
        assertEquals(5, orderCount());
        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
        assertEquals(List.of("FEED_LATE 1 1 10"), alerts);
        assertEquals(List.of("strategy1 book 1"), calls);

        harness.packet(11).add(1, Side.BUY, 4, 9_997, 10, true);

        assertEquals(6, orderCount());
        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), states());
    }

    @Test
    void shouldNotBelieveFeedThatCountsAnewWithoutAWord() {
        harness.packet(1).add(1, Side.BUY, 4, 9_997, 10, true);
        harness.packet(2).add(1, Side.BUY, 5, 9_997, 10, true);
        harness.packet(3).add(1, Side.BUY, 6, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
        assertEquals(5, orderCount());
        assertEquals(3, harness.core.counted(AlertCode.FEED_LATE));
    }

    @Test
    void shouldBelieveFeedThatSaysItCountsAnew() {
        for (final FeedState state : List.of(FeedState.LIVE, FeedState.STALE, FeedState.RECOVERING)) {
            harness.feed(1, 0, state).packet(1).add(1, Side.BUY, 4, 9_997, 10, true);
            harness.packet(2).add(1, Side.BUY, 4 + state.value(), 9_997, 10, true);
        }

        assertEquals(0, harness.core.counted(AlertCode.FEED_LATE) + harness.core.counted(AlertCode.FEED_GAP));
        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
    }

    @Test
    void shouldNotCountAnewForWordOnOneBookOrOfIngress() {
        harness.feed(1, 1, FeedState.LIVE).feed(1, 0, FeedState.INTERRUPTED);

        harness.packet(1).add(1, Side.BUY, 4, 9_997, 10, true);

        assertEquals(5, orderCount());
        assertEquals(1, harness.core.counted(AlertCode.FEED_LATE));
    }

    @Test
    void shouldTakePacketsWithoutNumberAsBefore() {
        harness.packet(0).add(1, Side.BUY, 4, 9_997, 10, true);
        harness.packet(Long.MIN_VALUE).add(1, Side.BUY, 5, 9_997, 10, true);
        harness.packet(11).add(1, Side.BUY, 6, 9_997, 10, true);

        assertEquals(List.of(FeedState.LIVE, FeedState.LIVE), states());
        assertEquals(8, orderCount());
        assertEquals(List.of(), alerts);
    }

    @Test
    void shouldRefuseNegativeNumberEvenAsFirst() {
        harness.from(2).packet(-5).add(2, Side.BUY, 4, 9_997, 10, true);

        assertEquals(5, orderCount());
        assertEquals(List.of("FEED_LATE 2 1 -5"), alerts);
    }

    @Test
    void shouldSurviveGreatestNumber() {
        harness.packet(Long.MAX_VALUE).add(1, Side.BUY, 4, 9_997, 10, true);
        harness.packet(11).add(1, Side.BUY, 5, 9_997, 10, true);

        assertEquals(List.of(FeedState.RECOVERING, FeedState.RECOVERING), states());
    }

    @Test
    void shouldTakeFeedOfBookWhereMessageNamesNone() {
        harness.from(0).packet(12).add(1, Side.BUY, 4, 9_997, 10, true);

        assertEquals(FeedState.RECOVERING, state(1));
    }

    @Test
    void shouldNotCountForNobodysFeed() {
        harness.from(0).packet(99).add(3, Side.BUY, 4, 9_997, 10, true);
        harness.packet(5).add(3, Side.BUY, 4, 9_997, 10, true);

        assertEquals(List.of("UNKNOWN_INSTRUMENT 3 1 0", "UNKNOWN_INSTRUMENT 3 2 0"), alerts);
    }

    @Test
    void shouldGoOnFromSnapshot() {
        harness.packet(14).add(1, Side.BUY, 4, 9_997, 10, true);
        harness.packet(15).clear(1);
        final StateBuffer buffer = new StateBuffer();
        harness.core.snapshotTo(buffer);
        final CoreHarness other =
                open(new CoreHarness(CoreHarness.catalogue("Probe", setup -> new ProbeStrategy(setup, calls))));
        other.core.restoreFrom(buffer.reader());
        other.goOnFrom(harness);
        assertEquals(harness.core.digest(), other.core.digest());

        for (final CoreHarness each : List.of(harness, other)) {
            each.packet(14).add(1, Side.BUY, 9, 9_997, 10, true);
            each.packet(15).add(1, Side.BUY, 4, 9_997, 10, true).tick();
        }

        assertEquals(harness.core.digest(), other.core.digest());
        assertEquals(FeedState.LIVE, other.core.books().book(1).feedState());
        assertEquals(1, other.core.counted(AlertCode.FEED_LATE));
    }
}
