package io.tiercel.engine.boot.session;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.tiercel.engine.boot.command.CommandStreams;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import java.io.PrintStream;
import org.agrona.CloseHelper;

/**
 * Aeron for a process that publishes a feed: a client, invoked by the thread that made this, and the media driver on a
 * thread of its own or in another process.
 */
final class FeedTransport implements AutoCloseable {
    private final MediaDriver driver;
    private final Aeron aeron;
    // Written by whatever thread Aeron calls.
    private volatile Throwable failure;

    /** @throws EnvironmentException when no media driver answers */
    FeedTransport(final String feed, final EngineConfiguration.Aeron configured, final PrintStream err) {
        final boolean embedded = configured.driver() == EngineConfiguration.Driver.EMBEDDED;
        final String directory = embedded || configured.directory().isEmpty()
                ? CommandStreams.feedDirectoryPrefix() + ProcessHandle.current().pid()
                : configured.directory();
        driver = embedded ? MediaDrivers.onThread(directory, MediaDrivers.MARKET_LINE_NS) : null;
        try {
            aeron = MediaDrivers.connect(new Aeron.Context()
                    .aeronDirectoryName(directory)
                    .useConductorAgentInvoker(true)
                    .errorHandler(this::onError));
        } catch (final RuntimeException refused) {
            CloseHelper.quietClose(driver);
            throw refused;
        }
        err.println("feed " + feed + ": media driver at " + directory + (embedded ? "" : " (external)"));
    }

    private void onError(final Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    Aeron aeron() {
        return aeron;
    }

    /** What the client has to do, often. */
    void upkeep() {
        aeron.conductorAgentInvoker().invoke();
    }

    /** What Aeron met first, or null. */
    Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
