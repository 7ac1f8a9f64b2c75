package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A core that goes on from the state of another one whose process is gone. */
final class RestartTest {
    private static final int DOCUMENT = 9;
    private static final int PIECE = 480;

    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness crashed = harness();

    private CoreHarness harness() {
        return new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
                    final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
                    probes.add(probe);
                    return probe;
                }))
                .configure("strategies.strategy1.parameters.instrument", "S1");
    }

    /** One order accepted, one without an answer. */
    @BeforeEach
    void crash() {
        crashed.open(1, "Probe").trading(1).quoteAll();
        final ProbeStrategy probe = probes.get(0);
        probe.onBook = self -> self.buy(9_990, 10);
        crashed.add(1, Side.BUY, 3, 9_998, 10, true);
        crashed.accept(crashed.outputs.orders.get(0));
        crashed.add(1, Side.BUY, 4, 9_998, 10, true);
        assertEquals(2, crashed.core.openOrderCount());
    }

    private CoreHarness defined() {
        final CoreHarness restarted = harness();
        restarted.goOnFrom(crashed);
        return restarted.define(1, "Probe");
    }

    private byte[] state() {
        final StateBuffer state = new StateBuffer();
        crashed.core.snapshotTo(state);
        return state.toByteArray();
    }

    private String name() {
        return "state/" + crashed.sequence() + "/" + Digest.format(crashed.core.digest());
    }

    private CoreHarness restarted() {
        final CoreHarness restarted = defined();
        give(restarted, name(), state());
        return restarted.ready();
    }

    private static void give(final CoreHarness to, final String name, final byte[] bytes) {
        to.beginDocument(DOCUMENT, name, bytes.length);
        for (int position = 0; position < bytes.length; position += PIECE) {
            to.documentItem(DOCUMENT, position, bytes, position, Math.min(PIECE, bytes.length - position));
        }
        to.endDocument(DOCUMENT);
    }

    @Test
    void shouldKeepOrdersAndSayThatItRecovered() {
        final CoreHarness restarted = restarted();

        assertEquals(2, restarted.core.openOrderCount());
        assertEquals(List.of("RECOVERED " + crashed.sequence() + "/2"), restarted.outputs.alerts);
    }

    @Test
    void shouldHoldBooksStaleUntilTheirFeedSpeaks() {
        final CoreHarness restarted = restarted();
        final ProbeStrategy probe = probes.get(1);
        probe.onBook = self -> self.buy(9_991, 10);
        restarted.outputs.takeLines();

        restarted.sessionUp(1);
        restarted.outputs.takeLines();
        restarted.feed(1, 0, FeedState.RECOVERING).add(1, Side.BUY, 5, 9_998, 10, true);
        final List<String> before = restarted.outputs.takeLines();
        restarted.feedLive().add(1, Side.SELL, 6, 10_001, 10, true);
        final List<String> after = restarted.outputs.takeLines();

        assertEquals(List.of("refused FEED_NOT_LIVE 3/1", "refused FEED_NOT_LIVE 3/1"), before);
        assertTrue(after.contains("order BUY 10 of 1"), after::toString);
    }

    /** Of the feed before, nobody will say what became of its orders; that of now begins with its own. */
    @Test
    void shouldEmptyTheBooksOnceTheStateIsHeldAgainstItsDigest() {
        crashed.add(1, Side.BUY, 7, 10_003, 10, true);
        crashed.delete(1, Side.SELL, 99);
        final Book left = crashed.core.books().book(1);
        assertTrue(left.suspect() && left.bidPriceNanos() > left.askPriceNanos(), "crossed, and with a fault");

        final CoreHarness restarted = restarted();
        final Book book = restarted.core.books().book(1);
        assertEquals(0, restarted.core.books().orderCount());
        assertEquals(List.of(0, 0), List.of(book.levelCount(Side.BUY), book.levelCount(Side.SELL)));
        assertEquals(List.of(FeedState.STALE, false), List.of(book.feedState(), book.suspect()));

        restarted.sessionUp(1).feedLive().quoteAll();
        assertTrue(book.tradable());
        assertEquals(2, restarted.core.books().orderCount());
        assertEquals(crashed.core.counted(AlertCode.BOOK_SUSPECT), restarted.core.counted(AlertCode.BOOK_SUSPECT));
    }

    @Test
    void shouldTellStrategiesThatTheBooksAreEmpty() {
        final CoreHarness restarted = defined();
        final ProbeStrategy probe = probes.get(1);
        final List<Long> bids = new ArrayList<>();
        probe.onBook = self -> bids.add(restarted.core.books().book(1).bidPriceNanos());

        give(restarted, name(), state());
        restarted.ready();

        assertEquals(List.of(Book.NO_PRICE), bids);
    }

    @Test
    void shouldRefuseOrdersUntilTheVenueHasASession() {
        final CoreHarness restarted = restarted();
        probes.get(1).onBook = self -> self.buy(9_991, 10);
        restarted.outputs.takeLines();

        restarted.feedLive().add(1, Side.BUY, 5, 9_998, 10, true);

        assertTrue(restarted.outputs.takeLines().contains("refused VENUE_DOWN 1/0"));
    }

    @Test
    void shouldAskAboutTheOrderWithoutAnAnswerAndForTheListOfAll() {
        final CoreHarness restarted = restarted();
        restarted.outputs.takeLines();

        restarted.sessionUp(1);

        assertEquals(
                List.of(
                        "alert VENUE_DOWN",
                        "changed IN_DOUBT 10",
                        "template 105",
                        "alert ORDER_IN_DOUBT",
                        "template 106"),
                restarted.outputs.takeLines());
    }

    @Test
    void shouldNotGiveAnOrderTheIdOrTokenOfAnEarlierOne() {
        final CoreHarness restarted = restarted();
        probes.get(1).onBook = self -> self.buy(9_991, 10);

        restarted.sessionUp(1).feedLive().quoteAll();

        final RecordedOutputs.Sent sent = restarted.outputs.orders.get(0);
        for (final RecordedOutputs.Sent earlier : crashed.outputs.orders) {
            assertTrue(sent.orderId() > earlier.orderId(), sent + " after " + earlier);
            assertTrue(sent.venueToken() > earlier.venueToken(), sent + " after " + earlier);
        }
    }

    @Test
    void shouldKeepAKillUntilItIsResumed() {
        crashed.kill(0);
        final CoreHarness restarted = restarted();
        probes.get(1).onBook = self -> self.buy(9_991, 10);
        restarted.outputs.takeLines();

        restarted.sessionUp(1).feedLive().add(1, Side.BUY, 5, 9_998, 10, true);

        final List<String> lines = restarted.outputs.takeLines();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("refused ALL_KILLED")), lines::toString);
    }

    @Test
    void shouldRefuseStateWithoutAPiece() {
        final byte[] state = state();
        final CoreHarness restarted = defined().beginDocument(DOCUMENT, name(), state.length);

        final SetupException refused =
                assertThrows(SetupException.class, () -> restarted.documentItem(DOCUMENT, PIECE, state, PIECE, PIECE));

        assertTrue(refused.getMessage().contains("a piece for position 480 after 0 bytes"), refused.getMessage());
    }

    @Test
    void shouldRefuseStateThatIsNotWhatWasWritten() {
        final byte[] state = state();
        // The last value counts something: another number is as good a state.
        state[state.length - 1] ^= 1;

        final SetupException refused = assertThrows(SetupException.class, () -> give(defined(), name(), state));

        assertTrue(refused.getMessage().contains("has another digest"), refused.getMessage());
    }

    @Test
    void shouldRefuseStateOfOtherStrategies() {
        final CoreHarness restarted = harness();
        restarted.goOnFrom(crashed);

        final SetupException refused =
                assertThrows(SetupException.class, () -> give(restarted.define(1), name(), state()));

        assertTrue(refused.getMessage().contains("does not fit"), refused.getMessage());
    }

    @Test
    void shouldRefuseASecondState() {
        final CoreHarness restarted = defined();
        give(restarted, name(), state());

        assertThrows(SetupException.class, () -> give(restarted, name(), state()));
    }

    @Test
    void shouldRefuseNameOfAnotherVersion() {
        assertThrows(SetupException.class, () -> defined().beginDocument(DOCUMENT, "state/later", 1));
    }

    @Test
    void shouldCountStateThatComesAfterTheOpening() {
        final CoreHarness restarted = restarted();

        restarted.beginDocument(DOCUMENT, name(), 1);

        assertEquals(1, restarted.core.counted(AlertCode.MALFORMED_INPUT));
    }
}
