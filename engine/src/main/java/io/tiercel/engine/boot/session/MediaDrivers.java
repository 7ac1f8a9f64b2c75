package io.tiercel.engine.boot.session;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.DriverTimeoutException;
import java.util.concurrent.TimeUnit;

/** Aeron's media driver: within a process, or as one of its own. */
final class MediaDrivers {
    /** The engine's: a line that is silent for this long is gone. */
    static final long ENGINE_LINE_NS = TimeUnit.SECONDS.toNanos(4);

    /** A market's. Shorter: when an engine gives up a line, the market must have, too, to know that it begins anew. */
    static final long MARKET_LINE_NS = TimeUnit.SECONDS.toNanos(2);

    /**
     * How often the driver looks whether the names in channels have other addresses now. Its own second costs the
     * thread that invokes it 64 bytes of the heap each time; an exchange's address does not change within a session.
     */
    private static final long RESOLUTION_NS = TimeUnit.DAYS.toNanos(1);

    private static final long LIVENESS_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long UNBLOCK_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    /** Of clients that may be another process, and die. Longer than the start of an engine is without upkeep. */
    private static final long OTHERS_LIVENESS_NS = TimeUnit.SECONDS.toNanos(10);

    private static final int TERM_BYTES = 1 << 24;
    /** What may be under way on a network at a time. */
    private static final int WINDOW_BYTES = 1 << 20;

    private static final int SOCKET_BYTES = 1 << 21;

    private MediaDrivers() {}

    /** @throws EnvironmentException when no driver answers */
    static Aeron connect(final Aeron.Context context) {
        try {
            return Aeron.connect(context);
        } catch (final DriverTimeoutException absent) {
            final String directory = context.aeronDirectoryName();
            throw new EnvironmentException(
                    "no media driver answers at aeron.directory = " + directory + ": " + Causes.message(absent)
                            + "; start one there (tiercel driver --aeron " + directory
                            + "), or set aeron.driver = embedded",
                    absent);
        }
    }

    /** Does nothing by itself: the engine's thread invokes it. Shared memory only. */
    static MediaDriver invoked(final String directory) {
        return MediaDriver.launch(context(directory)
                .threadingMode(ThreadingMode.INVOKER)
                .dirDeleteOnStart(true)
                .clientLivenessTimeoutNs(LIVENESS_TIMEOUT_NS)
                .publicationUnblockTimeoutNs(UNBLOCK_TIMEOUT_NS));
    }

    /** On a thread of its own, so that a network is served while the engine's hangs. */
    static MediaDriver onThread(final String directory, final long lineTimeoutNs) {
        return MediaDriver.launch(network(directory, lineTimeoutNs)
                .dirDeleteOnStart(true)
                .clientLivenessTimeoutNs(LIVENESS_TIMEOUT_NS)
                .publicationUnblockTimeoutNs(UNBLOCK_TIMEOUT_NS));
    }

    /** The engine's thread invokes it in each of its rounds: nothing comes or goes else. */
    static MediaDriver invokedForNetwork(final String directory) {
        return MediaDriver.launch(network(directory, ENGINE_LINE_NS)
                .threadingMode(ThreadingMode.INVOKER)
                .dirDeleteOnStart(true)
                .clientLivenessTimeoutNs(LIVENESS_TIMEOUT_NS)
                .publicationUnblockTimeoutNs(UNBLOCK_TIMEOUT_NS));
    }

    /** For the clients of other processes. A driver that lives there already is an error. */
    static MediaDriver standalone(final String directory, final Runnable onEnd) {
        return MediaDriver.launch(network(directory, MARKET_LINE_NS)
                .dirDeleteOnStart(false)
                .clientLivenessTimeoutNs(OTHERS_LIVENESS_NS)
                .publicationUnblockTimeoutNs(2 * OTHERS_LIVENESS_NS)
                .terminationHook(onEnd));
    }

    private static MediaDriver.Context network(final String directory, final long lineTimeoutNs) {
        return context(directory)
                .threadingMode(ThreadingMode.SHARED)
                .imageLivenessTimeoutNs(lineTimeoutNs)
                .publicationConnectionTimeoutNs(lineTimeoutNs)
                .publicationTermBufferLength(TERM_BYTES)
                .initialWindowLength(WINDOW_BYTES)
                .socketRcvbufLength(SOCKET_BYTES)
                .socketSndbufLength(SOCKET_BYTES);
    }

    private static MediaDriver.Context context(final String directory) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .dirDeleteOnShutdown(true)
                .spiesSimulateConnection(false)
                .reResolutionCheckIntervalNs(RESOLUTION_NS)
                .ipcTermBufferLength(TERM_BYTES);
    }
}
