package io.tiercel.engine.boot.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.AlertEncoder;
import io.tiercel.codecs.control.CommandResultEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.control.ParameterChangeEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.orders.RiskRejectedEncoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.boot.LogLines;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import io.tiercel.engine.pipeline.InputProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The log without its thread: the test looks when it wants to. */
final class EngineLogTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TIME_NS = 1_767_623_400_000_000_007L;
    private static final InputProbe NOTHING = new InputProbe() {
        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {}

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {}
    };

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[4_096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long nowNs = 5 * SECOND_NS;
    private EngineLog log;
    private InputProbe probe;

    private void open(final String... assignments) {
        final List<String> all = new ArrayList<>(List.of("log.folder=log"));
        all.addAll(Arrays.asList(assignments));
        final EngineConfiguration configuration = ConfigurationLoader.load(
                        Path.of("..", "config", "tiercel.conf"), Map.of(), all, OptionalLong.empty())
                .configuration();
        log = new EngineLog(
                configuration, temporary, "journal-7", new PrintStream(err, true, StandardCharsets.UTF_8), () -> nowNs);
        probe = log.watch(NOTHING, "tiercel-gate");
    }

    private void output(final long sequence, final int length) {
        probe.onOutput(sequence, TIME_NS, templateId(), true, message, 0, header.encodedLength() + length);
    }

    private void input(final long sequence, final int length) {
        probe.onInputDone(sequence, TIME_NS, templateId(), message, 0, header.encodedLength() + length);
    }

    private int templateId() {
        return new MessageHeaderDecoder().wrap(message, 0).templateId();
    }

    private void alert(final long sequence) {
        output(
                sequence,
                new AlertEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .code(AlertCode.KILLED)
                        .strategyId(1)
                        .instrumentId(2)
                        .orderId(3)
                        .value(4)
                        .limitValue(5)
                        .encodedLength());
    }

    private void refuse(final long sequence, final RiskReason reason) {
        output(
                sequence,
                new RiskRejectedEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .strategyId(1)
                        .reason(reason)
                        .side(Side.BUY)
                        .instrumentId(2)
                        .orderId(3)
                        .parentOrderId(0)
                        .priceNanos(4)
                        .quantity(5)
                        .value(6)
                        .limitValue(7)
                        .encodedLength());
    }

    private List<Config> lines() throws IOException {
        log.poll();
        return LogLines.read(temporary.resolve("log").resolve("engine-1.jsonl"));
    }

    @Test
    void shouldSayWhenWhereAndAtWhichInput() throws IOException {
        open();

        alert(42);

        assertEquals(
                "{\"time\":\"2026-01-05T14:30:00.000000007Z\",\"level\":\"warn\",\"event\":\"alert\",\"engine\":1,"
                        + "\"run\":\"journal-7\",\"sequence\":42,\"thread\":\"tiercel-gate\",\"code\":\"KILLED\","
                        + "\"strategyId\":1,\"strategy\":\"makerGyrfalcon\",\"instrumentId\":2,\"orderId\":\"3\","
                        + "\"value\":4,\"limit\":5}",
                line());
    }

    private String line() throws IOException {
        log.poll();
        return Files.readString(temporary.resolve("log").resolve("engine-1.jsonl"))
                .stripTrailing();
    }

    @Test
    void shouldTellCommandWithItsResult() throws IOException {
        open();

        output(
                9,
                new CommandResultEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .commandId(77)
                        .code(CommandResultCode.APPLIED)
                        .templateId(KillEncoder.TEMPLATE_ID)
                        .encodedLength());
        kill(9);
        kill(10);

        final List<Config> commands = LogLines.of(lines(), "command");
        assertEquals("kill", commands.get(0).getString("command"));
        assertEquals("77", commands.get(0).getString("commandId"));
        assertEquals("APPLIED", commands.get(0).getString("result"));
        assertEquals(9, commands.get(0).getLong("sequence"));
        assertTrue(commands.get(1).getIsNull("result"), "no result came for this one");
    }

    private void kill(final long sequence) {
        input(
                sequence,
                new KillEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .strategyId(0)
                        .commandId(77)
                        .encodedLength());
    }

    @Test
    void shouldMaskSecretsAndEscapeAndCutTextsFromOutside() throws IOException {
        open();

        parameter("apiToken", "hunter2");
        parameter("na\"me\n", "x".repeat(254));
        log.write(new LogEvent(LogCode.FAILED).put("reason", "z".repeat(100_000)));

        final List<Config> lines = lines();
        final List<Config> commands = LogLines.of(lines, "command");
        assertFalse(line().contains("hunter2"));
        assertEquals("********", commands.get(0).getString("value"));
        assertEquals("na\"me\n", commands.get(1).getString("name"));
        assertEquals(254, commands.get(1).getString("value").length());
        assertEquals(
                LogEvent.MAX_TEXT + 1,
                LogLines.one(lines, "failed").getString("reason").length());
    }

    private void parameter(final String name, final String value) {
        input(
                1,
                new ParameterChangeEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .strategyId(1)
                        .commandId(2)
                        .name(name)
                        .value(value)
                        .encodedLength());
    }

    @Test
    void shouldCountRefusalsThatFollowWithinSecond() throws IOException {
        open();

        for (int i = 100; i < 200; i++) {
            refuse(i, RiskReason.POSITION_LIMIT);
        }
        refuse(200, RiskReason.STRATEGY_KILLED);
        log.poll();
        nowNs += SECOND_NS;
        log.poll();
        refuse(300, RiskReason.POSITION_LIMIT);

        final List<Config> lines = lines();
        assertEquals(
                List.of(100L, 200L, 300L),
                LogLines.of(lines, "riskRejected").stream()
                        .map(line -> line.getLong("sequence"))
                        .toList());
        final Config more = LogLines.one(lines, "riskRejectedMore");
        assertEquals(99, more.getLong("count"));
        assertEquals("POSITION_LIMIT", more.getString("reason"));
        assertEquals(101, more.getLong("firstSequence"));
        assertEquals(199, more.getLong("sequence"));
    }

    @Test
    void shouldCountWhatWasOverwrittenBeforeItWasRead() throws IOException {
        open();

        for (int i = 1; i <= 50_000; i++) {
            alert(i);
        }
        while (log.poll()) {
            // Until all is written.
        }

        final List<Config> lines = lines();
        final int written = LogLines.of(lines, "alert").size();
        assertTrue(written < 50_000);
        assertEquals(50_000 - written, log.lostCount());
        assertEquals(50_000 - written, LogLines.one(lines, "missed").getLong("overwritten"));
        assertEquals(50_000, LogLines.of(lines, "alert").get(written - 1).getLong("sequence"), "the newest are there");
    }

    @Test
    void shouldCountEventsWithoutRoom() throws IOException {
        open();

        for (int i = 0; i < 5_000; i++) {
            log.write(new LogEvent(LogCode.FAILED));
        }
        while (log.poll()) {
            // As above.
        }

        final List<Config> lines = lines();
        assertEquals(4_096, LogLines.of(lines, "failed").size());
        assertEquals(5_000 - 4_096, LogLines.one(lines, "missed").getLong("noRoom"));
    }

    @Test
    void shouldTellOnceThatItCannotBeWrittenAndCountUntilItCan() throws IOException {
        open();
        final Path blocked = Files.writeString(temporary.resolve("log"), "a file where the folder is to be");

        alert(1);
        log.poll();
        nowNs += 2 * SECOND_NS;
        alert(2);
        log.poll();

        assertEquals(2, log.lostCount());
        final String told = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, told.lines().count(), told);
        assertTrue(told.contains("engine-1.jsonl cannot be written ("), told);

        Files.delete(blocked);
        nowNs += 2 * SECOND_NS;
        alert(3);

        final List<Config> lines = lines();
        assertEquals(3, LogLines.one(lines, "alert").getLong("sequence"));
        assertEquals(2, LogLines.one(lines, "missed").getLong("unwritten"));
        assertEquals(2, log.lostCount());
    }

    @Test
    void shouldLogWhatMattersEnoughOnly() throws IOException {
        open("log.level=error");

        alert(1);
        log.write(new LogEvent(LogCode.START));
        log.write(new LogEvent(LogCode.FAILED).sequence(3));
        feed(FeedState.STALE);

        assertEquals(
                List.of("failed"),
                lines().stream().map(line -> line.getString("event")).toList());
    }

    @Test
    void shouldTellOfFeedsAndVenues() throws IOException {
        open();

        feed(FeedState.STALE);
        feed(FeedState.LIVE);
        input(
                6,
                new VenueSessionDownEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .venueId((short) 1)
                        .sessionId(5)
                        .venueTimeNs(1)
                        .encodedLength());

        final List<Config> lines = lines();
        assertEquals("warn", lines.get(0).getString("level"));
        assertEquals("STALE", lines.get(0).getString("state"));
        assertEquals("info", lines.get(1).getString("level"));
        assertEquals("SIM", LogLines.one(lines, "venueSessionDown").getString("venue"));
    }

    private void feed(final FeedState state) {
        input(
                5,
                new FeedStatusEncoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .instrumentId(0)
                        .feedId(1)
                        .state(state)
                        .venueTimeNs(1)
                        .encodedLength());
    }

    @Test
    void shouldSurviveMessagesThatCannotBeRead() throws IOException {
        open();

        message.setMemory(0, message.capacity(), (byte) 0);
        final int length = new ParameterChangeEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .strategyId(1)
                .commandId(2)
                .name("a name")
                .value("a value")
                .encodedLength();
        input(7, length - 3);
        input(8, 2_000);
        alert(9);

        final List<Config> unreadable = LogLines.of(lines(), "unreadable");
        assertEquals(
                List.of(7L, 8L),
                unreadable.stream().map(line -> line.getLong("sequence")).toList());
        assertEquals(ParameterChangeEncoder.TEMPLATE_ID, unreadable.get(0).getInt("template"));
        assertEquals(9, LogLines.one(lines(), "alert").getLong("sequence"));
    }

    @Test
    void shouldTakeWarningsOfLibraries() throws IOException {
        open();
        LibraryWords.to(log);
        try {
            LoggerFactory.getLogger("some.library").warn("{} is\nodd", 5, new IllegalStateException("why"));
            LoggerFactory.getLogger("some.library").info("all is well");
        } finally {
            LibraryWords.to(EventLog.NONE);
        }

        final Config word = LogLines.one(lines(), "library");
        assertEquals("some.library", word.getString("logger"));
        assertEquals("5 is\nodd", word.getString("message"));
        assertEquals("warn", word.getString("level"));
        assertTrue(word.getString("stackTrace").startsWith("java.lang.IllegalStateException: why"));
    }

    @Test
    void shouldBeNoneWhereItIsOff() {
        open("log.level=off");
        final EngineConfiguration configuration = ConfigurationLoader.load(
                        Path.of("..", "config", "tiercel.conf"),
                        Map.of(),
                        List.of("log.level=off"),
                        OptionalLong.empty())
                .configuration();

        assertEquals(LogLevel.OFF, configuration.log().level());
        assertEquals(EventLog.NONE, EngineLog.open(configuration, temporary, "run", System.err));
    }
}
