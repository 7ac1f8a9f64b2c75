package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.Opening;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VenueSource;
import io.tiercel.engine.observe.StatusPage;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.pipeline.InputProbe;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.journal.GroupCommit;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** The parts of a session on one thread, as {@link Session} puts them together, around what a simulation owns. */
public final class SimulatedEngine {
    private static final EngineCode CODE = EngineCode.running();

    private final TradingCore core;
    private final Gate gate;
    private final InlineLoop pipeline;
    private final EngineLoop loop;

    /** What is around an engine; with a commit its orders wait for the disk. */
    public record Surroundings(
            Clock clock,
            JournalWriter journal,
            VenuePort venue,
            InputProbe probe,
            Runnable answered,
            Optional<GroupCommit> commit,
            int maxHeld,
            InputSource commands,
            InputSource executions,
            InputSource feed) {}

    /** Opens its session. */
    public SimulatedEngine(
            final EngineConfiguration configuration,
            final ReferenceData reference,
            final TradingCore core,
            final Surroundings around,
            final long firstSequence,
            final Optional<Recovered> recovered) {
        this.core = core;
        gate = new Gate(configuration.engine().maxOpenOrders());
        final int venueId = configuration.venues().get(0).id();
        gate.connect(venueId, around.venue());
        final CommandAnswers answers = new CommandAnswers(around.probe(), (buffer, offset, length) -> {
            around.answered().run();
            return 1;
        });
        pipeline = new InlineLoop(
                core,
                around.journal(),
                gate,
                answers,
                around.clock(),
                firstSequence,
                configuration.engine().silenceTickNs(),
                around.commands(),
                new VenueSource(venueId, around.executions()),
                around.feed());
        pipeline.ingress().packetEndTimeoutNs(configuration.engine().packetEndTimeoutNs());
        final SessionCommit commit = around.commit()
                .map(point -> new SessionCommit(point, around.maxHeld()))
                .orElse(SessionCommit.NONE);
        around.commit().ifPresent(point -> pipeline.holdUntilSynced(point, around.maxHeld()));
        final long timeNs = around.clock().timeNs();
        final ReferenceInputs inputs = new ReferenceInputs(pipeline.ingress()::sequenceNow);
        inputs.open(new Opening(recovered, firstSequence, timeNs, CODE, StrategyJars.NONE), configuration, reference);
        recovered.ifPresent(before -> inputs.changeSince(
                before, reference, timeNs, configuration.reference().daysAhead()));
        loop = new EngineLoop(
                pipeline,
                core,
                around.journal(),
                commit,
                gate,
                StatusWriter.NONE,
                page(configuration, timeNs),
                around.clock(),
                configuration.stop().timeoutNs());
    }

    private static StatusPage page(final EngineConfiguration configuration, final long timeNs) {
        final int instruments = configuration.engine().maxInstruments();
        final List<String> strategies = configuration.strategies().stream()
                .map(EngineConfiguration.StrategyConfiguration::name)
                .toList();
        return StatusPage.create(
                new UnsafeBuffer(ByteBuffer.allocateDirect(StatusPage.length(instruments, strategies.size()))),
                configuration.engine().id(),
                timeNs,
                instruments,
                strategies,
                "inline",
                "EUR");
    }

    public TradingCore core() {
        return core;
    }

    /** One round; returns how many inputs it handled. */
    public int doWork() {
        return loop.doWork();
    }

    /** When the next round is due at the latest, in the engine's time. */
    public long nextDeadlineNs() {
        return loop.nextDeadlineNs();
    }

    public void requestStop() {
        loop.requestStop();
    }

    public boolean stopped() {
        return loop.stopped();
    }

    /** All that was open came to its end before the stop. */
    public boolean endedClean() {
        return loop.endedClean();
    }

    /** The core or the journal broke: what is open at the venue is cancelled past them. */
    public void fail(final Throwable cause) {
        loop.halt();
        loop.fail(cause);
    }
}
