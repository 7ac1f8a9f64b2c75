package io.tiercel.engine.boot.session;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.tiercel.engine.boot.command.CommandStreams;
import io.tiercel.engine.boot.command.EngineCounters;
import io.tiercel.engine.boot.command.EngineMark;
import io.tiercel.engine.boot.command.FeedCounters;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.EngineConfiguration.NetworkThread;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.observe.FeedFigures;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Aeron for one engine process: the media driver, embedded and invoked on the engine's thread (where a venue is reached
 * by a network, on one of its own, if the configuration does not say otherwise) or an external one, and
 * a client each for the engine's thread and the market's. Everything is made and closed on the thread that starts the
 * process; in between each client belongs to its thread. A publication belongs to the one thread that offers to it, in
 * the fused layout the gate's: to offer needs neither client nor driver.
 *
 * <pre>
 *  stream      from          to
 *  venue×10+1  venue, feed   engine   market data
 *  venue×10+2  venue         engine   executions
 *  venue×10+3  engine        venue    orders; supervisor: a mass cancel when the engine's thread hangs
 *  1           anyone        engine   commands
 *  2           engine        anyone   what became of them
 * </pre>
 */
public final class AeronTransport implements AutoCloseable {
    private static final int SESSION_IDS = 1 << 30;

    private final MediaDriver driver;
    private final AgentInvoker driverInvoker;
    private final String directory;
    private final Aeron engineClient;
    private final Aeron marketClient;
    /** Where the engine's thread serves a network, for mass cancels while it hangs; else null. */
    private final MediaDriver emergencyDriver;

    private final Aeron emergencyClient;
    private final boolean servesNetwork;
    // The engine's thread only.
    private boolean sentInRound;
    private final int engineSessionId = 2 * ThreadLocalRandom.current().nextInt(1, SESSION_IDS);
    // Written by main before the engine's thread starts, read by the gate's.
    private volatile Thread engineThread;
    // Any of the threads may meet it; one that is lost to a race is as good as the other.
    private volatile Throwable firstError;

    /** All within this process, or on an external driver. */
    public AeronTransport(final EngineConfiguration.Aeron configuration) {
        this(configuration, false);
    }

    /** @param network whether an embedded driver has to serve one */
    AeronTransport(final EngineConfiguration.Aeron configuration, final boolean network) {
        final boolean embedded = configuration.driver() == EngineConfiguration.Driver.EMBEDDED;
        directory = configuration.directory().isEmpty()
                ? CommandStreams.directoryPrefix() + ProcessHandle.current().pid()
                : configuration.directory();
        servesNetwork = embedded && network && configuration.networkThread() == NetworkThread.ENGINE;
        final Opened opened = new Opened();
        try {
            driver = opened.add(embedded ? driver(network) : null);
            driverInvoker = embedded && (!network || servesNetwork) ? driver.sharedAgentInvoker() : null;
            engineClient = opened.add(connect(directory));
            marketClient = opened.add(connect(directory));
            emergencyDriver = opened.add(
                    servesNetwork
                            ? MediaDrivers.onThread(directory + "-emergency", MediaDrivers.ENGINE_LINE_NS)
                            : null);
            emergencyClient = servesNetwork ? opened.add(connectToEmergencyDriver()) : engineClient;
        } catch (final Throwable failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    private Aeron connectToEmergencyDriver() {
        return MediaDrivers.connect(new Aeron.Context()
                .aeronDirectoryName(emergencyDriver.aeronDirectoryName())
                .errorHandler(this::onError));
    }

    private MediaDriver driver(final boolean network) {
        if (servesNetwork) {
            return MediaDrivers.invokedForNetwork(directory);
        }
        return network
                ? MediaDrivers.onThread(directory, MediaDrivers.ENGINE_LINE_NS)
                : MediaDrivers.invoked(directory);
    }

    private Aeron connect(final String directory) {
        return MediaDrivers.connect(new Aeron.Context()
                .aeronDirectoryName(directory)
                .useConductorAgentInvoker(true)
                // Aeron's own handler ends the process when the driver is gone, with orders open.
                .errorHandler(this::onError)
                .driverAgentInvoker(driverInvoker));
    }

    /** The folder of the media driver. */
    String directory() {
        return directory;
    }

    public Subscription feed(final int venueId, final Lines lines) {
        return engineClient.addSubscription(lines.feedChannel(), venueId * 10 + 1);
    }

    Subscription feed(final Feed feed) {
        return engineClient.addSubscription(feed.channel(), feedStream(feed.venueId()));
    }

    /** For the feed's lane in this process. To offer needs no conductor, so the client stays the engine's thread's. */
    ExclusivePublication feedPublication(final Feed feed) {
        return engineClient.addExclusivePublication(feed.channel(), feedStream(feed.venueId()));
    }

    static int feedStream(final int venueId) {
        return venueId * 10 + 1;
    }

    public Subscription executions(final int venueId, final Lines lines) {
        return engineClient.addSubscription(lines.executionChannel(), venueId * 10 + 2);
    }

    /** Its even session id tells a venue in another process that this is an engine. */
    public ExclusivePublication orders(final int venueId, final Lines lines) {
        return orders(engineClient, venueId, lines, engineSessionId);
    }

    /**
     * A second publisher of the stream of orders, for another thread than the engine's. To offer needs no conductor.
     * Room in the stream is given by the driver, which nobody may invoke while the engine's thread hangs, perhaps in
     * it; so the supervisor never does, and its few messages have to fit the room that is there from the start: half
     * a term, 8 MB. On a network a driver with a thread of its own sends them, and its window is the room.
     */
    public ExclusivePublication emergencyOrders(final int venueId, final Lines lines) {
        return orders(lines.ordersOnNetwork() ? emergencyClient : engineClient, venueId, lines, engineSessionId + 1);
    }

    private static ExclusivePublication orders(
            final Aeron client, final int venueId, final Lines lines, final int sessionId) {
        final String channel = lines.orderChannel();
        return client.addExclusivePublication(
                channel + (channel.indexOf('?') < 0 ? "?" : "|") + "session-id=" + sessionId, venueId * 10 + 3);
    }

    public Subscription commands() {
        return engineClient.addSubscription(CommandStreams.CHANNEL, CommandStreams.COMMANDS);
    }

    /** For who commands this engine from within its own process. */
    ExclusivePublication commander() {
        return marketClient.addExclusivePublication(CommandStreams.CHANNEL, CommandStreams.COMMANDS);
    }

    public ExclusivePublication commandResults() {
        return engineClient.addExclusivePublication(CommandStreams.CHANNEL, CommandStreams.RESULTS);
    }

    /** Shows to those who look for an engine that this one is here, until it closes or its process is gone. */
    public void show(final EngineMark mark) {
        mark.addTo(engineClient);
    }

    /** A counter that other processes see. To set it needs no conductor: any one thread may. */
    AtomicCounter counter(final int engineId, final Counter counter) {
        return EngineCounters.add(engineClient, engineId, counter.ordinal(), counter.label());
    }

    /** What a feed's lane counts, for other processes; as above. */
    FeedCounters feedCounters(final FeedFigures figures) {
        return new FeedCounters(engineClient, figures);
    }

    public ExclusivePublication marketFeed(final int venueId, final Lines lines) {
        return marketClient.addExclusivePublication(lines.feedChannel(), venueId * 10 + 1);
    }

    public ExclusivePublication marketExecutions(final int venueId, final Lines lines) {
        return marketClient.addExclusivePublication(lines.executionChannel(), venueId * 10 + 2);
    }

    public Subscription marketOrders(final int venueId, final Lines lines) {
        return marketClient.addSubscription(lines.orderChannel(), venueId * 10 + 3);
    }

    /**
     * Lets clients and driver notice each other's streams; called until all are connected, before the threads start.
     */
    public void settle() {
        invokeDriver();
        engineClient.conductorAgentInvoker().invoke();
        marketClient.conductorAgentInvoker().invoke();
        failIfBroken();
    }

    void onError(final Throwable error) {
        if (firstError == null) {
            firstError = error;
        }
    }

    private void failIfBroken() {
        if (firstError != null) {
            throw new EnvironmentException(
                    "Aeron failed: " + Causes.message(firstError) + "; is the media driver at " + directory + " alive?",
                    firstError);
        }
    }

    /** Before it starts: the thread that does {@link #engineUpkeep} from then on. */
    void engineThread(final Thread newEngineThread) {
        engineThread = newEngineThread;
    }

    /**
     * Lets an embedded driver make room in the streams, where this is the thread that invokes it; from the gate's own
     * thread that is the engine's to do, which never waits for the gate without a bound.
     */
    void makeRoom() {
        if (Thread.currentThread() == engineThread) {
            invokeDriver();
        }
    }

    private void invokeDriver() {
        if (driverInvoker != null) {
            driverInvoker.invoke();
        }
    }

    /**
     * What the engine's thread has to do for Aeron in each round, where it serves a network: take what came, send what
     * was offered.
     *
     * @return how much it did
     */
    public int serveNetwork() {
        sentInRound = false;
        return servesNetwork ? driverInvoker.invoke() : 0;
    }

    /**
     * An order was offered. Where the thread that did it is the one that serves the network, the order goes out now,
     * before its record is written and the rest of its input is done; others of the same round go with the next one.
     */
    void sendAtOnce() {
        if (servesNetwork && !sentInRound && Thread.currentThread() == engineThread) {
            sentInRound = true;
            driverInvoker.invoke();
        }
    }

    /**
     * What the engine's thread has to do for Aeron, often.
     *
     * @throws EnvironmentException when Aeron failed, on whatever thread: what no longer comes looks like silence
     */
    public void engineUpkeep() {
        invokeDriver();
        engineClient.conductorAgentInvoker().invoke();
        failIfBroken();
    }

    /** The market thread's part. */
    public AgentInvoker marketInvoker() {
        return marketClient.conductorAgentInvoker();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(
                servesNetwork ? emergencyClient : null, emergencyDriver, marketClient, engineClient, driver);
    }
}
