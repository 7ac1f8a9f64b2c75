package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live run over the close of its market's day. */
@Timeout(300)
final class LiveCloseTest {
    /** Long enough to be trading before the close, on a slow machine, too. */
    private static final int UNTIL_CLOSE_S = 20;

    private static final long LONG_NS = 60_000_000_000L;

    @TempDir
    Path temporary;

    private final List<String> heard = new ArrayList<>();

    /** Has one order of the day, and says what comes of it. */
    private final class Listener extends FailingParts.Holder {
        Listener(final StrategySetup setup) {
            super(setup);
        }

        @Override
        public void onSession(final int venueId, final Phase phase) {
            heard.add(phase.name());
        }

        @Override
        public void onExecution(final Execution execution) {
            super.onExecution(execution);
            if (execution.kind() != Execution.Kind.REFUSED) {
                heard.add(execution.kind().name());
            }
        }
    }

    @Test
    void shouldEndTheDaysOrdersAtTheClose() throws IOException {
        final PartsRun run = new PartsRun(
                temporary,
                "reference.instruments=" + instruments(),
                "reference.calendar=" + calendar(),
                "stop.timeout=60s",
                "aeron.directory=" + temporary.resolve("aeron"));
        final RunParts parts = new RunParts(name -> Listener::new, RunParts::newJournal, VenueLog::create, LONG_NS);

        final int exitCode = run.run("Listener", false, parts, "journal", (UNTIL_CLOSE_S + 3) * 1_000_000_000L, 500);

        assertEquals(0, exitCode, run::err);
        final int begin = heard.indexOf("ACCEPTED");
        assertTrue(begin >= 0, heard::toString);
        // The market says first what becomes of the orders of the day.
        assertEquals(
                List.of("CLOSED", "EXPIRED"),
                heard.subList(begin + 1, begin + 3).stream().sorted().toList());
        assertEquals(List.of("event", "ACCEPTED", "EXPIRED"), run.venueEvents());
        final List<JournalInputs.Input> inputs = JournalInputs.read(run.journal());
        assertTrue(inputs.stream().anyMatch(input -> input.kind() == OrderExpiredDecoder.TEMPLATE_ID));
        assertTrue(inputs.stream().anyMatch(LiveCloseTest::closes), "no phase CLOSED");
    }

    private static boolean closes(final JournalInputs.Input input) {
        return input.kind() == SessionPhaseDecoder.TEMPLATE_ID
                && new SessionPhaseDecoder()
                                .wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                                .phase()
                        == Phase.CLOSED;
    }

    private Path instruments() throws IOException {
        final Path shipped = Path.of("..", "config", "reference", "instruments.csv");
        return Files.writeString(
                temporary.resolve("instruments.csv"),
                Files.readAllLines(shipped).stream()
                        .map(line -> line.startsWith("#") ? line : line.replace(",always,", ",short,"))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** In a zone where it is about noon, so that the close is on the same date. */
    private Path calendar() throws IOException {
        final ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        final int hours = 12 - now.getHour();
        // By tradition the sign of these names is the other way round.
        final String zone = hours == 0 ? "UTC" : "Etc/GMT" + (hours > 0 ? "-" : "+") + Math.abs(hours);
        final LocalTime close =
                now.plusHours(hours).plusSeconds(UNTIL_CLOSE_S).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
        return Files.writeString(
                temporary.resolve("calendar.csv"),
                "calendar,zone,day,open,close,kind\nalways,UTC,MON-SUN,00:00,24:00,regular\nshort," + zone
                        + ",MON-SUN,00:00:00," + close.format(DateTimeFormatter.ISO_LOCAL_TIME)
                        + ",regular\n");
    }
}
