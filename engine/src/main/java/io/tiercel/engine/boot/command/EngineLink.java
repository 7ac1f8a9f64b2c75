package io.tiercel.engine.boot.command;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;

/**
 * A line to the one engine that uses a media driver: commands there, answers back. It waits, but never longer than its
 * time. One thread.
 */
public final class EngineLink implements AutoCloseable {
    /** A driver that has shown no sign of life for this long is dead, or its engine's thread hangs. */
    private static final long DRIVER_SILENCE_MS = 5_000;

    private static final String REMEDY =
            "its process is gone, or hangs; in that case end it, and cancel its orders at the venues";
    private static final String CNC_FILE = "cnc.dat";
    private static final long IDLE_NS = 200_000;
    private static final int FRAGMENTS = 16;

    private final Path directory;
    private final Aeron aeron;
    private final EngineMark engine;
    private final Subscription results;
    private final ExclusivePublication commands;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private long deadlineNs;
    private String timeout;
    private Throwable error;

    /**
     * Connects.
     *
     * @throws NotReachedException when there is no engine, more than one, or it does not answer in time
     */
    public EngineLink(final Path directory, final long timeoutNs) {
        this.directory = directory;
        startTime(timeoutNs);
        requireDriver(directory);
        try {
            aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(directory.toString())
                    .useConductorAgentInvoker(true)
                    .driverTimeoutMs(Math.max(1, timeoutNs / 1_000_000))
                    .errorHandler(this::onError));
        } catch (final AeronException failed) {
            throw unreachable(failed);
        }
        try {
            results = aeron.addSubscription(CommandStreams.CHANNEL, CommandStreams.RESULTS);
            commands = aeron.addExclusivePublication(CommandStreams.CHANNEL, CommandStreams.COMMANDS);
            engine = onlyEngine();
            if (!await(() -> results.isConnected() && commands.isConnected())) {
                throw new NotReachedException(engine + " at " + directory + " does not take commands after " + timeout
                        + why() + ": it is starting, stopping, or hangs; try again, or end it");
            }
        } catch (final AeronException failed) {
            aeron.close();
            throw unreachable(failed);
        } catch (final RuntimeException failed) {
            aeron.close();
            throw failed;
        }
    }

    private void startTime(final long timeoutNs) {
        deadlineNs = System.nanoTime() + timeoutNs;
        timeout = timeoutNs / 1_000_000 + " ms";
    }

    private static void requireDriver(final Path directory) {
        if (!Files.exists(directory.resolve(CNC_FILE))) {
            throw new NotReachedException(
                    "no media driver is at " + directory + ": name the folder that the engine uses (aeron.directory)");
        }
        if (!isActive(directory)) {
            throw new NotReachedException("the media driver at " + directory + " has shown no sign of life for "
                    + DRIVER_SILENCE_MS + " ms: " + REMEDY);
        }
    }

    private static boolean isActive(final Path directory) {
        try {
            return CommonContext.isDriverActive(directory.toFile(), DRIVER_SILENCE_MS, text -> {});
        } catch (final Exception failed) {
            // An IOException, too: Agrona throws it undeclared.
            throw new NotReachedException(
                    "the media driver at " + directory + " cannot be read: " + oneLine(failed)
                            + "; commands have to come from the user that runs the engine",
                    failed);
        }
    }

    private EngineMark onlyEngine() {
        final List<EngineMark> engines = EngineMark.readAll(aeron.countersReader());
        if (engines.isEmpty()) {
            throw new NotReachedException(
                    "no engine uses the media driver at " + directory + ", or it is still starting");
        }
        if (engines.size() > 1) {
            throw new NotReachedException(engines.size() + " engines use the media driver at " + directory + " ("
                    + engines.stream().map(EngineMark::toString).collect(Collectors.joining(", "))
                    + ") and each would take the command: give each a driver of its own");
        }
        return engines.get(0);
    }

    /** The engine at the other end. */
    public EngineMark engine() {
        return engine;
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @throws NotReachedException when it could not be sent
     */
    public Answer send(final OutgoingCommand command, final long timeoutNs) {
        startTime(timeoutNs);
        if (!await(() -> offered(command))) {
            throw new NotReachedException(engine + " took nothing more" + why());
        }
        final CommandResultCode[] code = new CommandResultCode[1];
        final FragmentHandler handler = (buffer, offset, length, fragment) -> {
            header.wrap(buffer, offset);
            if (header.schemaId() == CommandResultDecoder.SCHEMA_ID
                    && header.templateId() == CommandResultDecoder.TEMPLATE_ID
                    && result.wrapAndApplyHeader(buffer, offset, header).commandId() == command.commandId()) {
                code[0] = result.code();
            }
        };
        await(() -> {
            results.poll(handler, FRAGMENTS);
            return code[0] != null || !results.isConnected();
        });
        if (code[0] != null) {
            return new Answer(command.commandId(), code[0], "");
        }
        final String detail =
                results.isConnected() ? "no answer within " + timeout : "the engine ended before it answered";
        return new Answer(command.commandId(), null, detail + why());
    }

    private boolean offered(final OutgoingCommand command) {
        final long position = commands.offer(command.buffer(), 0, command.length());
        if (position == Publication.NOT_CONNECTED || position == Publication.CLOSED) {
            throw new NotReachedException(engine + " is gone" + why());
        }
        return position > 0;
    }

    /** False when the time was over, or Aeron failed, before the condition held. */
    private boolean await(final BooleanSupplier condition) {
        while (true) {
            aeron.conductorAgentInvoker().invoke();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (error != null || System.nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    private void onError(final Throwable failed) {
        if (error == null) {
            error = failed;
        }
    }

    private String why() {
        return error == null ? "" : " (" + oneLine(error) + ")";
    }

    private NotReachedException unreachable(final AeronException failed) {
        return new NotReachedException(
                "the media driver at " + directory + " does not answer within " + timeout + ": " + oneLine(failed)
                        + "; " + REMEDY,
                failed);
    }

    private static String oneLine(final Throwable failed) {
        return String.valueOf(failed.getMessage()).replaceAll("\\R", " ");
    }

    @Override
    public void close() {
        CloseHelper.quietClose(aeron);
    }
}
