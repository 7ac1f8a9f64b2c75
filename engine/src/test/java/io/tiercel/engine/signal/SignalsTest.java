package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final int MAX_INSTRUMENTS = 9;

    private final List<String> calls = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Signals signals = newSignals(told);
    private final FakeBook book = new FakeBook(4, 0);

    @Test
    void shouldHandEachSignalWhatItDeclared() {
        final ProbeSignal books = declare(probe("books", 4, SignalInput.BOOK));
        final ProbeSignal trades = declare(probe("trades", 4, SignalInput.TRADE));
        declare(probe("both", 4, SignalInput.BOOK, SignalInput.TRADE));
        declare(probe("elsewhere", 5, SignalInput.BOOK, SignalInput.TRADE));

        signals.onBook(book, true, 10);
        signals.onTrade(book, Side.SELL, 70, 3, 11);

        assertEquals(
                List.of(
                        "books book 4 at 10",
                        "both book 4 at 10",
                        "trades trade 4 SELL 3@70 at 11",
                        "both trade 4 SELL 3@70 at 11"),
                calls);
        assertSame(books, signals.signal(0));
        assertSame(trades, signals.signal(1));
    }

    @Test
    void shouldCallOfQuotesOnlyWhenTheyChanged() {
        final ProbeSignal base = probe("quotes", 4, SignalInput.QUOTE);
        declare(base);
        declare(probe("books", 4, SignalInput.BOOK));
        declare(probe("both", 4, SignalInput.QUOTE, SignalInput.BOOK));
        declare(probe("above", 4, SignalInput.SIGNAL).from(base));

        signals.onBook(book, false, 10);
        base.value(1);
        signals.onBook(book, true, 11);

        assertEquals(
                List.of(
                        "books book 4 at 10",
                        "both book 4 at 10",
                        "quotes book 4 at 11",
                        "books book 4 at 11",
                        "both book 4 at 11",
                        "above signal quotes at 11"),
                calls);
    }

    @Test
    void shouldDeclareInputsFirst() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        final ProbeSignal middle = probe("middle", 4, SignalInput.SIGNAL).from(base);
        final ProbeSignal top = probe("top", 4, SignalInput.SIGNAL).from(middle, base);

        assertEquals(2, signals.declare(top));

        assertEquals(3, signals.signalCount());
        assertEquals(List.of("base", "middle", "top"), List.of(signals.key(0), signals.key(1), signals.key(2)));
        assertEquals(List.of(middle, base), top.createdWith);
    }

    @Test
    void shouldCalculateSignalsOfOneKeyOnce() {
        final ProbeSignal first = declare(probe("same", 4, SignalInput.BOOK));
        final ProbeSignal user = probe("user", 4, SignalInput.SIGNAL).from(probe("same", 4, SignalInput.BOOK));

        assertEquals(0, signals.declare(probe("same", 4, SignalInput.BOOK)));
        signals.declare(user);

        assertEquals(2, signals.signalCount());
        assertEquals(List.of(first), user.createdWith);
    }

    @Test
    void shouldUpdateInputsFirstThenTellInOrderOfDeclaration() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        declare(probe("top", 4, SignalInput.BOOK, SignalInput.SIGNAL).from(base));

        signals.onBook(book, true, 10);

        assertEquals(List.of("base book 4 at 10", "top signal base at 10", "top book 4 at 10"), calls);
        assertEquals(List.of("0 base 0.0", "1 top 0.0"), told);
    }

    @Test
    void shouldShowAllSignalsUpToDateToWhoeverIsTold() {
        final ProbeSignal late = probe("late", 4, SignalInput.BOOK);
        final List<Integer> callsBefore = new ArrayList<>();
        final Signals watched = new Signals(MAX_INSTRUMENTS, (id, signal) -> callsBefore.add(calls.size()));
        watched.declare(probe("early", 4, SignalInput.BOOK));
        watched.declare(late);

        watched.onBook(book, true, 10);

        assertEquals(List.of(2, 2), callsBefore);
    }

    @Test
    void shouldTellOfValuesWithOtherBitsOnly() {
        final ProbeSignal probe = declare(probe("probe", 4, SignalInput.BOOK, SignalInput.TRADE));
        for (final double value : new double[] {1, 1, 2, 0.0, -0.0, -0.0}) {
            probe.value(value);
            signals.onBook(book, true, 1);
        }
        probe.value(5);
        signals.onTrade(book, Side.BUY, 1, 1, 2);

        assertEquals(List.of("0 probe 1.0", "0 probe 2.0", "0 probe 0.0", "0 probe -0.0", "0 probe 5.0"), told);
    }

    @Test
    void shouldTellWhenASignalBecomesReadyEvenIfItsValueStays() {
        final ProbeSignal probe = declare(probe("probe", 4, SignalInput.BOOK));
        probe.ready(false);
        probe.value(Double.NaN);
        signals.onBook(book, true, 1);
        probe.value(7);
        signals.onBook(book, true, 2);
        assertEquals(List.of(), told);

        probe.ready(true);
        signals.onBook(book, true, 3);
        probe.ready(false);
        signals.onBook(book, true, 4);
        probe.ready(true);
        signals.onBook(book, true, 5);

        assertEquals(List.of("0 probe 7.0", "0 probe 7.0"), told);
        assertEquals(0, signals.nonFiniteCount());
    }

    @Test
    void shouldCallDownstreamOnlyWhenAnInputChanged() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        declare(probe("top", 4, SignalInput.SIGNAL).from(base));
        base.ready(false);
        signals.onBook(book, true, 1);
        base.ready(true);
        signals.onBook(book, true, 2);
        signals.onBook(book, true, 3);
        base.value(1);
        signals.onBook(book, true, 4);

        calls.removeIf(call -> call.startsWith("base"));
        assertEquals(List.of("top signal base at 2", "top signal base at 4"), calls);
    }

    @Test
    void shouldReachSignalsOfOtherInstruments() {
        final ProbeSignal four = probe("four", 4, SignalInput.BOOK);
        final ProbeSignal five = probe("five", 5, SignalInput.TRADE);
        declare(probe("spread", 4, SignalInput.SIGNAL).from(four, five));
        final FakeBook other = new FakeBook(5, 0);

        signals.onTrade(other, Side.BUY, 1, 2, 10);
        signals.onBook(other, true, 11);
        signals.onBook(book, true, 12);

        assertEquals(
                List.of(
                        "five trade 5 BUY 2@1 at 10",
                        "spread signal five at 10",
                        "four book 4 at 12",
                        "spread signal four at 12"),
                calls);
    }

    @Test
    void shouldReachSignalsOfOtherInstrumentsThroughOthers() {
        final ProbeSignal four = probe("four", 4, SignalInput.BOOK);
        final ProbeSignal spread =
                probe("spread", 6, SignalInput.SIGNAL).from(four, probe("five", 5, SignalInput.BOOK));
        declare(probe("above", 7, SignalInput.SIGNAL).from(spread));

        signals.onBook(new FakeBook(5, 0), true, 10);
        signals.onBook(new FakeBook(7, 0), true, 11);

        assertEquals(List.of("five book 5 at 10", "spread signal five at 10", "above signal spread at 10"), calls);
    }

    @Test
    void shouldTakeManySignals() {
        final int count = 10_000;

        for (int i = 0; i < count; i++) {
            assertEquals(i, signals.declare(probe("number " + i, 1 + i % MAX_INSTRUMENTS, SignalInput.BOOK)));
        }

        assertEquals(count, signals.signalCount());
        assertEquals("number 9999", signals.key(count - 1));
        assertEquals(5_000, signals.declare(probe("number 5000", 1 + 5_000 % MAX_INSTRUMENTS, SignalInput.BOOK)));
    }

    @Test
    void shouldCallAJoinOfTwoPathsOnceForEachInput() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        final ProbeSignal left = probe("left", 4, SignalInput.SIGNAL).from(base);
        final ProbeSignal right = probe("right", 4, SignalInput.SIGNAL).from(base);
        declare(probe("join", 4, SignalInput.SIGNAL).from(left, right));

        signals.onBook(book, true, 1);

        assertEquals(
                List.of(
                        "base book 4 at 1",
                        "left signal base at 1",
                        "right signal base at 1",
                        "join signal left at 1",
                        "join signal right at 1"),
                calls);
    }

    @Test
    void shouldTellNobodyOfValuesThatAreNotFinite() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        declare(probe("top", 4, SignalInput.SIGNAL).from(base));
        for (final double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            base.value(value);
            signals.onBook(book, true, 1);
        }

        assertEquals(List.of(), told);
        assertEquals(3, signals.nonFiniteCount());
        assertEquals(3, calls.size());
    }

    @Test
    void shouldRefuseASignalThatNeedsItself() {
        final ProbeSignal first = probe("first", 4, SignalInput.SIGNAL);
        final ProbeSignal second = probe("second", 4, SignalInput.SIGNAL).from(first);
        first.from(second);

        final String message = refusal(first);

        assertTrue(message.contains("[first, second]"), message);
        assertEquals(0, signals.signalCount());
    }

    @Test
    void shouldRefuseAnEndlessChain() {
        assertTrue(refusal(endless(0)).contains("64"));
        assertEquals(0, signals.signalCount());
    }

    @Test
    void shouldRefuseContradictoryDeclarations() {
        final ProbeSignal base = probe("base", 4, SignalInput.BOOK);
        declare(base);

        assertTrue(refusal(probe("none", 4)).contains("no input"));
        assertTrue(refusal(probe("alone", 4, SignalInput.SIGNAL)).contains("go together"));
        assertTrue(refusal(probe("silent", 4, SignalInput.BOOK).from(base)).contains("go together"));
        assertTrue(refusal(probe("zero", 0, SignalInput.BOOK)).contains("not within 1 to 9"));
        assertTrue(refusal(probe("ten", 10, SignalInput.BOOK)).contains("not within 1 to 9"));
        assertTrue(refusal(probe("base", 5, SignalInput.BOOK)).contains("declared before"));
        assertTrue(refusal(probe("base", 4, SignalInput.TRADE)).contains("declared before"));
        assertEquals(1, signals.signalCount());
    }

    @Test
    void shouldRefuseDeclarationsAfterTheFirstEvent() {
        signals.onBook(book, true, 1);

        assertThrows(IllegalStateException.class, () -> signals.declare(probe("late", 4, SignalInput.BOOK)));
    }

    @Test
    void shouldNotTellAgainAfterARestore() {
        final ProbeSignal before = declare(probe("probe", 4, SignalInput.BOOK));
        before.value(3);
        signals.onBook(book, true, 1);
        before.value(Double.NaN);
        signals.onBook(book, true, 2);
        before.value(3);
        final StateBuffer buffer = new StateBuffer();
        signals.snapshotTo(buffer);

        final List<String> toldAfter = new ArrayList<>();
        final Signals restored = newSignals(toldAfter);
        final ProbeSignal after = probe("probe", 4, SignalInput.BOOK);
        restored.declare(after);
        restored.restoreFrom(buffer.reader());
        restored.onBook(book, true, 3);
        assertEquals(List.of(), toldAfter);
        assertEquals(1, restored.nonFiniteCount());

        after.value(4);
        restored.onBook(book, true, 4);
        assertEquals(List.of("0 probe 4.0"), toldAfter);
    }

    @Test
    void shouldRefuseASnapshotOfOtherSignals() {
        declare(probe("one", 4, SignalInput.BOOK));
        final StateBuffer buffer = new StateBuffer();
        signals.snapshotTo(buffer);

        final Signals none = newSignals(told);
        final Signals other = newSignals(told);
        other.declare(probe("two", 4, SignalInput.BOOK));

        assertThrows(IllegalStateException.class, () -> none.restoreFrom(buffer.reader()));
        final IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> other.restoreFrom(buffer.reader()));
        assertTrue(refusal.getMessage().contains("the snapshot has one, declared is two"), refusal.getMessage());
    }

    private static Signals newSignals(final List<String> told) {
        return new Signals(
                MAX_INSTRUMENTS,
                (id, signal) -> told.add(id + " " + ((ProbeSignal) signal).key() + " " + signal.value()));
    }

    private ProbeSignal probe(final String key, final int instrumentId, final SignalInput... inputs) {
        return new ProbeSignal(key, instrumentId, inputs).notingIn(calls);
    }

    private ProbeSignal declare(final ProbeSignal probe) {
        signals.declare(probe);
        return probe;
    }

    private String refusal(final SignalSpec spec) {
        return assertThrows(IllegalArgumentException.class, () -> signals.declare(spec))
                .getMessage();
    }

    /** Each needs another one, for ever. */
    private static SignalSpec endless(final int depth) {
        return new SignalSpec() {
            @Override
            public String key() {
                return "depth " + depth;
            }

            @Override
            public int instrumentId() {
                return 1;
            }

            @Override
            public Set<SignalInput> inputs() {
                return Set.of(SignalInput.SIGNAL);
            }

            @Override
            public List<SignalSpec> upstream() {
                return List.of(endless(depth + 1));
            }

            @Override
            public Signal create(final List<Signal> upstream) {
                throw new AssertionError("never to be made");
            }
        };
    }
}
