package io.tiercel.engine.boot.session;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import io.tiercel.engine.boot.command.CommandStreams;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.ServedVenueAgent;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;

/**
 * The built-in market of one venue as a process of its own, on the thread that calls {@link #run}. Its media driver is
 * part of the process, on a thread of its own, or an external one.
 */
public final class MarketServer implements AutoCloseable {
    private static final long PROGRESS_NS = 1_000_000_000L;
    private static final long END_TIMEOUT_NS = 2_000_000_000L;
    private static final long LINGER_NS = 200_000_000L;
    private static final int SESSION_IDS = 1 << 22;

    private final Venue venue;
    private final PrintStream err;
    private final VenueLog log;
    private MediaDriver driver;
    private Aeron aeron;
    private NativeFeed nativeFeed = NativeFeed.NONE;
    private ServedVenueAgent agent;
    // Written by whatever thread Aeron calls.
    private volatile Throwable failure;
    private volatile boolean stopRequested;
    private long lines;

    /**
     * @param logFile a log that is there already is gone on with
     * @throws EnvironmentException when log, media driver or a channel cannot be used
     */
    public MarketServer(
            final Venue venue,
            final EngineConfiguration.Aeron configured,
            final ReferenceData reference,
            final Path logFile,
            final PrintStream err) {
        this.venue = venue;
        this.err = err;
        log = openLog(logFile);
        try {
            connect(configured);
            open(reference);
        } catch (final AeronException | IllegalStateException failed) {
            close();
            throw new EnvironmentException(
                    "market " + venue.name() + " cannot be served: " + Causes.message(failed)
                            + "; end who uses the address, or correct the channels of venues." + venue.name(),
                    failed);
        } catch (final EnvironmentException failed) {
            close();
            throw failed;
        }
    }

    private static VenueLog openLog(final Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return VenueLog.append(file);
        } catch (final IOException | UncheckedIOException failed) {
            throw new EnvironmentException(Causes.text(failed), failed);
        }
    }

    private void connect(final EngineConfiguration.Aeron configured) {
        final boolean embedded = configured.driver() == EngineConfiguration.Driver.EMBEDDED;
        final String directory = embedded || configured.directory().isEmpty()
                ? CommandStreams.directoryPrefix() + "market-"
                        + ProcessHandle.current().pid()
                : configured.directory();
        driver = embedded ? MediaDrivers.onThread(directory, MediaDrivers.MARKET_LINE_NS) : null;
        aeron = MediaDrivers.connect(new Aeron.Context()
                .aeronDirectoryName(directory)
                .useConductorAgentInvoker(true)
                .errorHandler(this::onError));
        err.println("market " + venue.name() + ": media driver at " + directory + (embedded ? "" : " (external)"));
    }

    private void open(final ReferenceData reference) {
        final Lines channels = venue.lines();
        final Clock clock = new AnchoredClock();
        // Differs from run to run for weeks, so that execution ids do, too.
        final int sessionId = (int) (clock.timeNs() / 1_000_000_000L % SESSION_IDS) + 1;
        nativeFeed = MarketFeed.open(venue, reference, err);
        agent = new ServedVenueAgent(
                BuiltInMarket.venue(venue, sessionId),
                BuiltInMarket.instruments(venue, reference),
                log,
                aeron.addSubscription(channels.orderChannel(), venue.id() * 10 + 3),
                aeron.addExclusivePublication(channels.feedChannel(), venue.id() * 10 + 1),
                aeron.addExclusivePublication(channels.executionChannel(), venue.id() * 10 + 2),
                nativeFeed,
                clock::timeNs,
                aeron.conductorAgentInvoker());
        err.println("market " + venue.name() + ": serves session " + sessionId + ", feed " + channels.feedChannel()
                + ", executions " + channels.executionChannel() + ", orders " + channels.orderChannel() + ", log "
                + log.file());
    }

    /** From any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Until it is asked to stop, the time is over, or something fails.
     *
     * @throws EnvironmentException when the log could not be written or Aeron failed
     */
    public void run(final long durationNs) {
        Pinning.pin(venue.core(), err);
        final IdleStrategy idle = IdleStrategies.of(venue.idle());
        final long startNs = System.nanoTime();
        long nextProgressNs = startNs + PROGRESS_NS;
        boolean saidUp = false;
        while (!stopRequested) {
            idle.idle(agent.doWork());
            failIfBroken();
            final long nowNs = System.nanoTime();
            if (agent.sessionUp() != saidUp) {
                saidUp = !saidUp;
                err.println("market " + venue.name() + ": session " + (saidUp ? "up" : "down"));
            }
            if (nowNs >= nextProgressNs) {
                nextProgressNs = nowNs + PROGRESS_NS;
                show(nowNs - startNs);
            }
            if (nowNs - startNs >= durationNs) {
                break;
            }
        }
        end();
    }

    private void failIfBroken() {
        final Throwable failed = failure;
        if (failed != null) {
            throw new EnvironmentException(
                    "market " + venue.name() + ": Aeron failed: " + Causes.text(failed)
                            + "; is the media driver alive?",
                    failed);
        }
        if (log.failure() != null) {
            throw new EnvironmentException(log.failure());
        }
    }

    /** The engine hears that the session ends, as far as it listens. */
    private void end() {
        agent.requestEnd();
        final long deadlineNs = System.nanoTime() + END_TIMEOUT_NS;
        while (!agent.ended() && System.nanoTime() < deadlineNs) {
            agent.doWork();
        }
        // What was offered last is still on its way.
        final long lingerNs = System.nanoTime() + LINGER_NS;
        while (System.nanoTime() < lingerNs) {
            aeron.conductorAgentInvoker().invoke();
            LockSupport.parkNanos(1_000_000);
        }
        err.println("market " + venue.name() + ": stopped");
    }

    private void show(final long elapsedNs) {
        if (lines++ % 10 == 0) {
            err.printf(
                    Locale.ROOT,
                    "%6s %8s %9s %9s %11s %9s%n",
                    "s",
                    "session",
                    "sessions",
                    "requests",
                    "decisions",
                    "images");
        }
        err.printf(
                Locale.ROOT,
                "%6.1f %8s %,9d %,9d %,11d %,9d%n",
                elapsedNs / 1e9,
                agent.sessionUp() ? "up" : "down",
                agent.sessionCount(),
                agent.takenCount(),
                agent.decisionCount(),
                agent.imageCount());
    }

    private void onError(final Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.onClose();
        } else {
            nativeFeed.close();
            log.close();
        }
        CloseHelper.closeAll(aeron, driver);
    }
}
