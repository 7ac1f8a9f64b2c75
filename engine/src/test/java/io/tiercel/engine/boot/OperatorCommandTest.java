package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.SessionRunner;
import io.tiercel.engine.boot.status.Console;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator gives them, to an engine that trades on the built-in market. */
final class OperatorCommandTest {
    private static final long TIMEOUT_NS = 120_000_000_000L;

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldKillRunningEngineAndSayWhatBecameOfEachCommand() throws Exception {
        final CompletableFuture<Runnable> started = new CompletableFuture<>();
        final CompletableFuture<RunResult> ended = CompletableFuture.supplyAsync(() -> run(started::complete));
        final Runnable stop = started.applyToEither(ended.thenApply(result -> null), run -> run)
                .get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
        StartedJournal.await(journal(), ended, TIMEOUT_NS);
        final long commandId;
        try (JournalReader inputs = Journals.read(journal(), Stream.INPUT);
                JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            await(inputs, OrderAcceptedDecoder.TEMPLATE_ID);

            assertEquals(
                    0,
                    program.execute(
                            "why", "makerKestrel#1", "--journal", journal().toString()),
                    program::err);
            assertTrue(program.out().contains("OrderAccepted"), program::out);

            assertEquals(0, command("kill", "--json"), program::err);
            final Config kill = program.json();
            assertEquals("applied", kill.getString("outcome"));
            assertEquals("APPLIED", kill.getString("code"));
            assertEquals(ProcessHandle.current().pid(), kill.getLong("process"));
            assertEquals(0, kill.getInt("strategy"));
            commandId = kill.getLong("commandId");

            await(inputs, KillDecoder.TEMPLATE_ID);
            final long killed = inputs.sequence();
            do {
                await(outputs, CancelOrderDecoder.TEMPLATE_ID);
            } while (outputs.cause() < killed);
            await(inputs, OrderCancelledDecoder.TEMPLATE_ID);
            awaitKilledInStatus();
            refuse();
            change();
        } finally {
            stop.run();
        }
        final RunResult result = ended.get(TIMEOUT_NS, TimeUnit.NANOSECONDS);

        assertTrue(result.reconciled(), () -> String.valueOf(result.differences()));
        checkJournal(commandId);
    }

    private void awaitKilledInStatus() {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        Config status;
        do {
            assertEquals(0, program.execute("status", "--json", "--aeron", aeron().toString()), program::err);
            status = program.json();
            assertTrue(System.nanoTime() < deadlineNs, program::out);
            // The core says the one and the gate the other, each when it writes its board.
        } while (!status.getConfigList("strategies").get(1).getString("state").equals("killed")
                || status.getLong("orders") == 0);
        assertEquals("off", status.getConfigList("strategies").get(0).getString("state"));
        assertEquals("trading", status.getString("state"));
        assertEquals(1, status.getInt("allKilled"));
        assertEquals(ProcessHandle.current().pid(), status.getLong("process"));
        assertEquals("KESTREL", status.getConfigList("books").get(0).getString("instrument"));
        assertEquals(0, program.execute("status", "--aeron", aeron().toString()), program::err);
        assertTrue(program.out().contains("makerKestrel           killed"), program::out);
    }

    private void refuse() {
        assertEquals(1, command("kill", "60"));
        assertEquals("", program.out());
        assertTrue(
                program.err()
                        .matches("tiercel: kill REFUSED by engine 1 \\(process [0-9]+\\): UNKNOWN_STRATEGY, it runs no"
                                + " strategy of this id; nothing has changed\n"),
                program.err());
        assertEquals(1, command("limit", "all", "maxOpenOrders", "7", "--instrument", "1"));
        assertTrue(program.err().contains("UNKNOWN_LIMIT"), program.err());
        assertEquals(1, command("parameter", "makerKestrel", "halfSpreadTicks", "-1", "--json"));
        assertEquals("OUT_OF_RANGE", program.json().getString("code"));
        assertEquals("refused", program.json().getString("outcome"));
        // 65,536 + 2: cut to its field it would be makerKestrel's.
        assertEquals(2, command("kill", "65538"));
        assertEquals(2, command("kill", "makerKestrl"));
        assertTrue(
                program.err()
                        .matches("tiercel: nothing was sent: engine 1 \\(process [0-9]+\\) runs no strategy"
                                + " \"makerKestrl\"; it runs makerKestrel \\(2\\); see tiercel"
                                + " command kill --help\n"),
                program.err());
    }

    private void change() {
        assertEquals(0, command("halt", "makerKestrel"), program::err);
        assertTrue(program.out().contains(": strategy makerKestrel (2) halted: "), program.out());
        assertEquals(0, command("limit", "2", "maxOrderNotional", "0.5"), program::err);
        assertEquals(0, command("parameter", "makerKestrel", "halfSpreadTicks", "25"), program::err);
        assertTrue(program.out().endsWith(": halfSpreadTicks of strategy makerKestrel (2) is 25\n"), program.out());
    }

    private void checkJournal(final long commandId) {
        long killed = 0;
        long stopped = 0;
        for (final JournalInputs.Input input : JournalInputs.read(journal())) {
            if (input.kind() == KillDecoder.TEMPLATE_ID && killed == 0) {
                killed = input.sequence();
            } else if (input.kind() == StopRequestDecoder.TEMPLATE_ID) {
                stopped = input.sequence();
            }
        }
        boolean cancelled = false;
        boolean answered = false;
        try (JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            while (outputs.next() == JournalReader.Result.RECORD) {
                final boolean after = outputs.cause() >= killed;
                switch (outputs.kind()) {
                    case NewOrderDecoder.TEMPLATE_ID, ReplaceOrderDecoder.TEMPLATE_ID ->
                        assertFalse(after, "an order left after the kill");
                    case CancelOrderDecoder.TEMPLATE_ID -> cancelled |= after && outputs.cause() < stopped;
                    case CommandResultDecoder.TEMPLATE_ID -> {
                        final CommandResultDecoder result = new CommandResultDecoder()
                                .wrapAndApplyHeader(outputs.buffer(), outputs.offset(), new MessageHeaderDecoder());
                        answered |= outputs.cause() == killed
                                && result.commandId() == commandId
                                && result.code() == CommandResultCode.APPLIED;
                    }
                    default -> {
                        // Of no concern here.
                    }
                }
            }
        }
        assertTrue(cancelled, "nothing was cancelled between kill and stop");
        assertTrue(answered, "the answer is not in the journal");
    }

    @Test
    void shouldSendNothingWhereNoEngineIs() {
        assertEquals(3, command("kill"));

        assertEquals("", program.out());
        assertEquals(
                "tiercel: kill NOT SENT, nothing has changed: no media driver is at " + aeron()
                        + ": name the folder that the engine uses (aeron.directory)\n",
                program.err());
        assertEquals(3, command("kill", "--json"));
        assertEquals("notSent", program.json().getString("outcome"));
        assertEquals(3, program.execute("command", "halt", "--engine-pid", "999999999999"));
        assertTrue(
                program.err()
                        .startsWith("tiercel: halt NOT SENT, nothing has changed: no engine of this user has process"
                                + " id 999999999999 and a media driver at "),
                program.err());
    }

    @Test
    void shouldRefuseBadArgumentsBeforeAnythingIsSent() {
        assertBad("a command is missing: halt, resume, kill, limit or parameter; see tiercel command --help");
        assertBad("Missing required parameter: 'STRATEGY'; see tiercel command resume --help", "resume");
        assertBad("Missing required parameters: 'NAME', 'VALUE'; see tiercel command limit --help", "limit", "all");
        assertBad(
                "nothing was sent: \"maxGain\" is no limit; the limits are maxMessagesPerSecond, maxOpenOrders,"
                        + " maxOrderNotional, maxOrderQuantity, maxPosition, priceCollarBasisPoints;"
                        + " see tiercel command limit --help",
                "limit",
                "all",
                "maxGain",
                "1");
        assertBad(
                "nothing was sent: \"1.5\" is not a whole number; write digits only; see tiercel command limit --help",
                "limit",
                "all",
                "maxPosition",
                "1.5");
        assertBad(
                "nothing was sent: instrument -1 is below 1; leave it out for every one;"
                        + " see tiercel command limit --help",
                "limit",
                "all",
                "maxPosition",
                "1",
                "--instrument",
                "-1");
        assertBad(
                "nothing was sent: a parameter belongs to one strategy; name it; see tiercel command parameter --help",
                "parameter",
                "all",
                "size",
                "1");
        assertBad(
                "nothing was sent: name and value of the parameter have 504 bytes, a message takes 490: shorten the"
                        + " value; see tiercel command parameter --help",
                "parameter",
                "maker",
                "size",
                "1".repeat(500));
        assertBad(
                "--engine-pid and --aeron both say which engine is meant; give one of them;"
                        + " see tiercel command kill --help",
                "kill",
                "--engine-pid",
                "1",
                "--aeron",
                "a");
    }

    private void assertBad(final String text, final String... arguments) {
        final String[] all = new String[arguments.length + 1];
        all[0] = "command";
        System.arraycopy(arguments, 0, all, 1, arguments.length);

        assertEquals(2, program.execute(all));

        assertEquals("tiercel: " + text + "\n", program.err());
        assertEquals("", program.out());
    }

    private Path aeron() {
        return temporary.resolve("aeron").toAbsolutePath();
    }

    private Path journal() {
        return temporary.resolve("journal");
    }

    private int command(final String... arguments) {
        final String[] all = new String[arguments.length + 5];
        all[0] = "command";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 4] = "--aeron";
        all[all.length - 3] = aeron().toString();
        all[all.length - 2] = "--timeout";
        all[all.length - 1] = "60s";
        return program.execute(all);
    }

    private RunResult run(final Consumer<Runnable> onStart) {
        final LoadedConfiguration loaded = ConfigurationLoader.load(
                Path.of("..", "config", "tiercel.conf"),
                Map.of(),
                List.of(
                        "aeron.directory=" + aeron(),
                        "journal.blockBytes=1MiB",
                        // Wide, so that quotes stay open until they are cancelled.
                        "strategies.makerKestrel.parameters.halfSpreadTicks=30",
                        "strategies.makerKestrel.parameters.volatilityEnterHigh=100000",
                        "strategies.makerKestrel.parameters.volatilityLeaveHigh=100000",
                        "strategies.makerGyrfalcon.enabled=false",
                        "strategies.makerKestrel.parameters.volatilityHalfLife=1s",
                        // A machine that is busy with other things may take long to bring the answers.
                        "stop.timeout=60s",
                        "engine.orderAnswerTimeout=60s"),
                OptionalLong.empty());
        final PrintStream err = new PrintStream(new ByteArrayOutputStream());
        return new SessionRunner(loaded, ReferenceData.load(loaded), RunParts.STANDARD, new Console(err, false))
                .runLive(journal(), temporary.resolve("ledger"), Long.MAX_VALUE, onStart);
    }

    /** Reads on until a record of this kind. */
    private static void await(final JournalReader reader, final int kind) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true) {
            final JournalReader.Result result = reader.next();
            if (result == JournalReader.Result.RECORD && reader.kind() == kind) {
                return;
            }
            assertFalse(result == JournalReader.Result.FAULT, () -> String.valueOf(reader.fault()));
            assertTrue(System.nanoTime() < deadlineNs, () -> "no record of kind " + kind);
            if (result == JournalReader.Result.END) {
                Thread.yield();
            }
        }
    }
}
