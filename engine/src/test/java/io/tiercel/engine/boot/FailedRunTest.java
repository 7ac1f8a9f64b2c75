package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.journal.JournalVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How runs end that cannot go on, live and on virtual time: what a script and what the next run finds of them. */
@Timeout(300)
final class FailedRunTest {
    private static final long LONG_NS = 20_000_000_000L;

    private enum Kind {
        VIRTUAL,
        INLINE,
        FUSED
    }

    @TempDir
    Path temporary;

    private PartsRun run;

    @ParameterizedTest
    @EnumSource
    void shouldHaltAndCancelEverythingWhenCoreBreaks(final Kind kind) throws IOException {
        assertEquals(4, run("Breaker", kind, FailingParts.none()), this::err);

        assertTrue(
                lastLine()
                        .matches("tiercel: trading ended at input \\d+ by InternalError: an invariant is broken at .*"
                                + "FailingParts.*; the gate is latched and the venues were asked to cancel everything;"
                                + " the journal is " + journal()),
                this::err);
        assertNothingIsOpen();
        assertJournalIsWholeWithoutEnd();
        assertEquals("", out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaltAndCancelEverythingWhenJournalBreaks(final Kind kind) throws IOException {
        assertEquals(4, run("Holder", kind, FailingParts.journalThatBreaks()), this::err);

        assertTrue(
                lastLine().matches("tiercel: trading ended at input \\d+ by the disk is full; the gate is latched.*"),
                this::err);
        assertNothingIsOpen();
        assertJournalIsWholeWithoutEnd();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReplayFailureOfCoreAtTheSameInput(final Kind kind) {
        run("Breaker", kind, FailingParts.none());
        final long failed = Long.parseLong(lastLine().replaceAll(".* at input (\\d+) by .*", "$1"));
        assertTrue(
                kind == Kind.FUSED
                        ? failed <= lastInput().sequence()
                        : failed == lastInput().sequence());
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        final int exitCode = ReplayRunner.replay(
                new ReplayOptions(journal(), true, true), FailingParts::strategy, stream(out), System.err);

        assertEquals(0, exitCode);
        final Config replay = ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
        assertTrue(replay.getBoolean("equal"));
        assertEquals(failed, replay.getLong("failure.sequence"));
        assertTrue(replay.getString("failure.by").startsWith("java.lang.InternalError: an invariant is broken at "));
        assertTrue(replay.getIsNull("firstDivergence"));
        out.reset();
        assertEquals(
                0,
                ReplayRunner.replay(
                        new ReplayOptions(journal(), true, false), FailingParts::strategy, stream(out), System.err));
        final String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.startsWith("equal\nthe core failed at input " + failed
                        + ", as when the journal was written, by java.lang.InternalError"),
                text);
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "FUSED"})
    void shouldGoOnAfterHaltWithNextSequence(final Kind kind) {
        run("Breaker", kind, FailingParts.none());
        final long last = lastInput().sequence();

        assertEquals(0, run("Holder", kind, FailingParts.none(), "second", 1_000_000, 2_000), this::err);

        assertEquals(
                last + 1, JournalInputs.read(temporary.resolve("second")).get(0).sequence());
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWhenMarketBreaks(final Kind kind) {
        assertEquals(3, run("Holder", kind, FailingParts.venueLogThatBreaks("ACCEPTED")), this::err);

        assertTrue(
                lastLine()
                        .matches("tiercel: market SIM failed: venue log .*-SIM.venue.csv could not be written .*: free"
                                + " its disk; trading was stopped, orders may be open at the venues; the journal is "
                                + journal()),
                this::err);
        assertTrue(new JournalVerifier(journal()).verify().clean());
        assertEquals(SessionEndDecoder.TEMPLATE_ID, lastInput().kind());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCallRunReconciledWhenVenueLogMayLackItsEnd(final Kind kind) {
        final int exitCode = run("Holder", kind, FailingParts.venueLogThatBreaks(""), "journal", 1_000_000_000, 2_000);

        assertEquals(1, exitCode, this::err);
        final Config result = ConfigFactory.parseString(out());
        assertEquals(1, result.getLong("unreconciled"));
        assertTrue(err().contains("unreconciled: venue log "), this::err);
        assertTrue(err().contains("a comparison with it proves nothing"), this::err);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWhenNoMarketDataComes(final Kind kind) {
        final int exitCode = run("Holder", kind, FailingParts.impatient(200_000_000), "journal", LONG_NS, 0);

        assertEquals(3, exitCode, this::err);
        assertTrue(
                lastLine()
                        .startsWith("tiercel: no market data came within 0.2 s of the start, and --duration counts from"
                                + " the first: check "),
                this::err);
        assertTrue(lastLine().endsWith("no order is open; the journal is " + journal()), this::err);
        assertEquals(SessionEndDecoder.TEMPLATE_ID, lastInput().kind());
    }

    private int run(final String strategy, final Kind kind, final RunParts parts) {
        return run(strategy, kind, parts, "journal", LONG_NS, 2_000);
    }

    private int run(
            final String strategy,
            final Kind kind,
            final RunParts parts,
            final String journal,
            final long durationNs,
            final int eventsPerSecond) {
        run = new PartsRun(temporary, "engine.layout=" + (kind == Kind.FUSED ? "fused" : "inline"));
        return run.run(strategy, kind == Kind.VIRTUAL, parts, journal, durationNs, eventsPerSecond);
    }

    private void assertNothingIsOpen() throws IOException {
        assertEquals(List.of("event", "ACCEPTED", "CANCELLED"), run.venueEvents(), this::err);
        assertFalse(err().contains("has not cancelled"), this::err);
        assertFalse(err().contains("\tat "), this::err);
    }

    private void assertJournalIsWholeWithoutEnd() {
        assertTrue(new JournalVerifier(journal()).verify().clean());
        assertFalse(lastInput().kind() == SessionEndDecoder.TEMPLATE_ID);
    }

    private JournalInputs.Input lastInput() {
        final List<JournalInputs.Input> inputs = JournalInputs.read(journal());
        return inputs.get(inputs.size() - 1);
    }

    private Path journal() {
        return run.journal();
    }

    private String lastLine() {
        return run.lastLine();
    }

    private String out() {
        return run.out();
    }

    private String err() {
        return run.err();
    }

    private static PrintStream stream(final ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
