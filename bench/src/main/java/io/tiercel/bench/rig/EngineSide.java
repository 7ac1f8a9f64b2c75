package io.tiercel.bench.rig;

import io.aeron.Subscription;
import io.tiercel.bench.engine.MeasuredStrategy;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.Durability;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lines;
import io.tiercel.engine.boot.session.AeronTransport;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.pipeline.FusedLoop;
import io.tiercel.engine.pipeline.FusedSettings;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.pipeline.Pipeline;
import io.tiercel.engine.venue.AeronVenuePort;
import io.tiercel.journal.GroupCommit;
import io.tiercel.journal.JournalWriter;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The engine's thread: the layout wired as in a live run, or, in between, a bare echo that answers a tick with as many
 * bytes as an order has. Busy spin in both; the fused layout's other threads wait as they are told to, and are not
 * pinned. The media driver is looked after as in a live run while the engine
 * works; the echo's rounds are so short that as many of them would spend half of the time on it, so it does that less
 * often.
 */
final class EngineSide {
    /** The echo's streams are those of a second venue. */
    static final int ECHO_VENUE = 2;

    static final int INSTRUMENTS = 1;

    private static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    private static final int BOOK_ORDERS = 1024;
    private static final long SILENCE_NS = 1_000_000;
    private static final int ECHO_UPKEEP_ROUNDS = 256;
    private static final int SLOTS = 4_096;
    private static final int OUTPUT_BYTES = 1 << 18;
    private static final long STALL_NS = 10_000_000_000L;
    /** As journal.fsyncMaxDelay and its neighbours; never too slow, since nobody may be refused here. */
    private static final long SYNC_DELAY_NS = 100_000;

    private static final int SYNC_RECORDS = 1_024;
    private static final int HELD = 1_024;
    private static final long SLOW_NS = 60_000_000_000L;

    private final AeronTransport transport;
    private final int processor;
    private final int upkeepRounds;
    private final Pipeline loop;
    /** Null: orders do not wait for the disk. */
    private final GroupCommit commit;

    private final Subscription executions;
    private final EchoReply echoReply;
    private final Thread thread = new Thread(this::run, "bench-engine");
    // Written by the rig's thread, read by the engine's.
    private volatile boolean echoing;
    private volatile boolean stopped;
    // Written by the engine's thread, read by the rig's.
    private volatile RunDelay runDelay;
    private volatile Throwable failure;

    /** @param journal or null */
    EngineSide(final AeronTransport transport, final RigSettings settings, final JournalWriter journal) {
        this.transport = transport;
        processor = settings.engineProcessor();
        upkeepRounds = settings.upkeepRounds();
        final AnchoredClock clock = new AnchoredClock();
        final Gate gate = new Gate(OpeningInputs.OPEN_ORDERS);
        gate.connect(OpeningInputs.VENUE, new AeronVenuePort(transport.orders(OpeningInputs.VENUE, Lines.WITHIN)));
        executions = transport.executions(OpeningInputs.VENUE, Lines.WITHIN);
        echoReply = new EchoReply(
                transport.feed(ECHO_VENUE, Lines.WITHIN),
                transport.orders(ECHO_VENUE, Lines.WITHIN),
                ORDER_LENGTH,
                transport::engineUpkeep);
        loop = pipeline(settings, journal, gate, clock);
        commit = settings.durability() == Durability.Level.FSYNC
                ? new GroupCommit(journal, SYNC_DELAY_NS, SYNC_RECORDS, SLOW_NS)
                : null;
    }

    private Pipeline pipeline(
            final RigSettings settings, final JournalWriter journal, final Gate gate, final AnchoredClock clock) {
        final TradingCore core = OpeningInputs.core(INSTRUMENTS, BOOK_ORDERS, MeasuredStrategy.Kind.EVERY_BOOK);
        final InputSource commands = new AeronSource(transport.commands());
        final InputSource ofVenue = new AeronSource(executions);
        final InputSource feed = new AeronSource(transport.feed(OpeningInputs.VENUE, Lines.WITHIN));
        if (settings.waitMode() == null) {
            return new InlineLoop(
                    core, journal, gate, new SessionMetrics(clock, 1), clock, 1, SILENCE_NS, commands, ofVenue, feed);
        }
        final SessionMetrics metrics = new SessionMetrics(clock.forOtherThread(), 1);
        final FusedSettings fused = new FusedSettings(
                SLOTS, OUTPUT_BYTES, settings.waitMode(), STALL_NS, settings.durability() == Durability.Level.ASYNC);
        return new FusedLoop(core, journal, gate, metrics, fused, clock, 1, SILENCE_NS, commands, ofVenue, feed);
    }

    /** Opens the session and starts the thread. */
    void start() {
        if (commit != null) {
            loop.holdUntilSynced(commit, HELD);
            commit.start();
        }
        loop.start(stage -> {});
        OpeningInputs.send(loop.ingress()::sequenceNow, INSTRUMENTS);
        thread.setDaemon(true);
        thread.start();
        while (runDelay == null && failure == null) {
            Thread.onSpinWait();
        }
        check();
    }

    /** From the rig's thread, between windows. */
    void echo(final boolean newEchoing) {
        echoing = newEchoing;
    }

    RunDelay runDelay() {
        return runDelay;
    }

    /** How far the engine has taken and handled the venue's executions; any thread. */
    long executionsPosition() {
        return executions.imageAtIndex(0).position();
    }

    boolean connected() {
        return executions.isConnected() && echoReply.connected();
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        loop.close();
        if (commit != null) {
            commit.close();
        }
        check();
    }

    /** Throws when the engine's thread has died. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("the engine's thread ended by " + failure, failure);
        }
    }

    private void run() {
        try {
            Pinning.pin(processor, System.err);
            runDelay = RunDelay.ofCurrentThread();
            final IdleStrategy idle = BusySpinIdleStrategy.INSTANCE;
            int round = 0;
            while (!stopped) {
                final boolean echo = echoing;
                final int workCount = echo ? echoReply.poll() : loop.doWork();
                if (++round >= (echo ? ECHO_UPKEEP_ROUNDS : upkeepRounds)) {
                    round = 0;
                    transport.engineUpkeep();
                }
                idle.idle(workCount);
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
    }
}
