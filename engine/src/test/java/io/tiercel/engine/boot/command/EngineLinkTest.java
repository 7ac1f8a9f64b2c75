package io.tiercel.engine.boot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tiercel.codecs.control.CommandResultEncoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.command.Answer.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a media driver with an engine that is played here. */
final class EngineLinkTest {
    private static final long TIMEOUT_NS = 60_000_000_000L;
    private static final long SHORT_NS = 100_000_000L;
    private static final SortedMap<Integer, String> STRATEGIES = new TreeMap<>(Map.of(1, "maker", 2, "taker-2"));

    @TempDir
    Path temporary;

    private MediaDriver driver;
    private Aeron engine;
    private Subscription commands;
    private ExclusivePublication results;

    @AfterEach
    void close() {
        CloseHelper.closeAll(engine, driver);
    }

    @Test
    void shouldFindNobodyWhereNoDriverIs() {
        final NotReachedException nobody = assertThrows(NotReachedException.class, () -> link(TIMEOUT_NS));

        assertEquals(
                "no media driver is at " + directory() + ": name the folder that the engine uses (aeron.directory)",
                nobody.getMessage());
    }

    @Test
    void shouldFindNobodyWhereNoEngineIs() {
        startDriver();

        final NotReachedException nobody = assertThrows(NotReachedException.class, () -> link(TIMEOUT_NS));

        assertEquals(
                "no engine uses the media driver at " + directory() + ", or it is still starting", nobody.getMessage());
    }

    @Test
    void shouldNotSendToOneOfSeveralEngines() {
        startDriver();
        new EngineMark(1, 100, STRATEGIES).addTo(engine);
        new EngineMark(2, 200, STRATEGIES).addTo(engine);

        final NotReachedException several = assertThrows(NotReachedException.class, () -> link(TIMEOUT_NS));

        assertEquals(
                "2 engines use the media driver at " + directory() + " (engine 1 (process 100), engine 2 (process 200))"
                        + " and each would take the command: give each a driver of its own",
                several.getMessage());
    }

    @Test
    void shouldGiveUpOnEngineThatTakesNoCommands() {
        startDriver();
        new EngineMark(1, 100, STRATEGIES).addTo(engine);

        assertThrows(NotReachedException.class, () -> link(SHORT_NS));
    }

    @Test
    void shouldKnowStrategiesThatRun() {
        startEngine();

        try (EngineLink link = link(TIMEOUT_NS)) {
            assertEquals(new EngineMark(7, 100, STRATEGIES), link.engine());
            assertEquals(2, link.engine().strategyId("taker-2"));
            assertEquals(0, link.engine().strategyId("taker"));
        }
    }

    @Test
    void shouldSayWhenNoAnswerComes() {
        startEngine();

        try (EngineLink link = link(TIMEOUT_NS)) {
            final Answer answer = link.send(OutgoingCommand.kill(0), SHORT_NS);

            assertEquals(Outcome.UNANSWERED, answer.outcome());
            assertEquals("no answer within 100 ms", answer.detail());
        }
    }

    @Test
    void shouldSayWhenEngineEndsInsteadOfAnswering() throws InterruptedException {
        startEngine();
        try (EngineLink link = link(TIMEOUT_NS)) {
            final Thread end = new Thread(() -> {
                awaitKill();
                results.close();
            });
            end.start();

            final Answer answer = link.send(OutgoingCommand.kill(0), TIMEOUT_NS);

            end.join();
            assertEquals(Outcome.UNANSWERED, answer.outcome());
            assertEquals("the engine ended before it answered", answer.detail());
        }
    }

    @Test
    void shouldTakeAnswerToItsOwnCommandOnly() throws InterruptedException {
        startEngine();
        try (EngineLink link = link(TIMEOUT_NS)) {
            final Thread answering = new Thread(() -> {
                final long commandId = awaitKill();
                answer(commandId + 1, CommandResultCode.APPLIED);
                answer(commandId, CommandResultCode.UNKNOWN_STRATEGY);
            });
            answering.start();

            final OutgoingCommand kill = OutgoingCommand.kill(2);
            final Answer answer = link.send(kill, TIMEOUT_NS);

            answering.join();
            assertEquals(new Answer(kill.commandId(), CommandResultCode.UNKNOWN_STRATEGY, ""), answer);
            assertEquals(Outcome.REFUSED, answer.outcome());
        }
    }

    private Path directory() {
        return temporary.resolve("aeron");
    }

    private EngineLink link(final long timeoutNs) {
        return new EngineLink(directory(), timeoutNs);
    }

    private void startDriver() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory().toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
        engine =
                Aeron.connect(new Aeron.Context().aeronDirectoryName(directory().toString()));
    }

    private void startEngine() {
        startDriver();
        commands = engine.addSubscription(CommandStreams.CHANNEL, CommandStreams.COMMANDS);
        results = engine.addExclusivePublication(CommandStreams.CHANNEL, CommandStreams.RESULTS);
        new EngineMark(7, 100, STRATEGIES).addTo(engine);
    }

    /** The id of the kill that comes. */
    private long awaitKill() {
        final long[] commandId = new long[1];
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (commandId[0] == 0) {
            commands.poll(
                    (buffer, offset, length, header) -> commandId[0] = new KillDecoder()
                            .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                            .commandId(),
                    1);
            assertTrue(System.nanoTime() < deadlineNs, "no command comes");
            Thread.onSpinWait();
        }
        return commandId[0];
    }

    private void answer(final long commandId, final CommandResultCode code) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
        final CommandResultEncoder result = new CommandResultEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .commandId(commandId)
                .code(code)
                .templateId(KillDecoder.TEMPLATE_ID);
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (results.offer(message, 0, result.limit()) < 0) {
            assertTrue(System.nanoTime() < deadlineNs, "the answer finds no room");
            Thread.onSpinWait();
        }
    }
}
