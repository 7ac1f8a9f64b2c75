package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.Durability;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.log.EventLog;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.Opening;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StageLatency;
import io.tiercel.engine.observe.StatusPage;
import io.tiercel.engine.pipeline.FusedLoop;
import io.tiercel.engine.pipeline.FusedSettings;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.pipeline.Pipeline;
import io.tiercel.engine.pipeline.Stage;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The parts of one run that are the same on any thread and clock, and in any layout: core, gate, journal, pipeline,
 * numbers.
 */
final class Session implements AutoCloseable {
    /** A wait within the pipeline ends this much after the supervisor has seen the hang that it is due to. */
    private static final long STALL_MARGIN_NS = 3_000_000_000L;

    private static final int OUTPUT_BYTES = 256;

    private final LoadedConfiguration loaded;
    private final ReferenceData reference;
    private final Path journalFolder;
    private final RunParts parts;
    private final LayoutChoice layout;
    private final Clock clock;
    private final long firstSequence;
    private final JournalWriter journal;
    private final SessionCommit commit;
    private final Gate gate;
    private final TradingCore core;
    private final SessionMetrics metrics;
    private StatusPage page;
    private StatusWriter status;
    private StatusWriter counters = StatusWriter.NONE;
    private final TimeLogs timeLogs;
    private final DisabledStrategies disabledStrategies;
    private final Lanes lanes;
    private CommandAnswers answers;
    private Pipeline pipeline;
    private EngineLoop loop;
    private boolean abandoned;
    private Optional<Recovered> recovered = Optional.empty();

    Session(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final Path journalFolder,
            final RunParts parts,
            final LayoutChoice layout,
            final Clock clock,
            final long firstSequence) {
        this.loaded = loaded.running(layout.layout());
        this.layout = layout;
        this.reference = reference;
        this.journalFolder = journalFolder;
        this.parts = parts;
        this.clock = clock;
        timeLogs = new TimeLogs(clock);
        this.firstSequence = firstSequence;
        final EngineConfiguration configuration = loaded.configuration();
        gate = new Gate(configuration.engine().maxOpenOrders());
        core = CoreFactory.create(configuration, parts.strategies());
        // The gate's thread has the clock's time on its own.
        metrics = new SessionMetrics(
                fused() ? clock.forOtherThread() : clock,
                configuration.strategies().size());
        disabledStrategies = new DisabledStrategies(configuration.strategies(), core);
        lanes = new Lanes(
                configuration.lanes(), reference, core, configuration.engine().maxInstruments(), parts.calculations());
        journal = parts.journals().create(journalFolder, configuration, firstSequence);
        commit = SessionCommit.of(configuration.journal().durability(), journal, live());
    }

    /** What another session left behind. Before {@link #open}. */
    void goOnFrom(final Recovered before) {
        recovered = Optional.of(before);
    }

    /** It goes on from a session that had begun to stop. */
    boolean beginsStopping() {
        return recovered.isPresent() && recovered.get().stopping();
    }

    /** How many bytes the engine's status takes. */
    int statusLength() {
        return StatusPage.length(
                configuration().engine().maxInstruments(),
                configuration().strategies().size());
    }

    /** Of all instruments, if it is one. */
    private String currency() {
        final List<String> currencies = reference.instruments().stream()
                .map(InstrumentRow::currency)
                .distinct()
                .toList();
        return currencies.size() == 1 ? currencies.get(0) : "mixed currencies";
    }

    /** Where the engine shows its status: memory full of zeros. Before {@link #open}, which otherwise takes its own. */
    void showOn(final AtomicBuffer buffer) {
        final EngineConfiguration configuration = configuration();
        page = StatusPage.create(
                buffer,
                configuration.engine().id(),
                clock.timeNs(),
                configuration.engine().maxInstruments(),
                configuration.strategies().stream()
                        .map(EngineConfiguration.StrategyConfiguration::name)
                        .toList(),
                layout.layout().name().toLowerCase(Locale.ROOT),
                currency());
        page.durability(configuration.journal().durability().word());
        status = new CoreStatus(
                core,
                gate,
                metrics,
                journal::bytesWritten,
                page,
                configuration.venues().size());
    }

    /** Where the engine shows its counters to other processes. Before {@link #open}. */
    void publish(final Function<Counter, AtomicCounter> allocator) {
        counters = new PublishedCounters(counter -> counter.read(this), allocator);
    }

    /** Begins to write the times that this run takes, as far as that is wanted. Before {@link #open}. */
    void logTimes(final Consumer<String> onFailure) {
        timeLogs.start(configuration(), journalFolder, journal, metrics, onFailure);
    }

    /** After the run's threads have ended, it is to be {@link TimeLogs#end ended}. */
    TimeLogs timeLogs() {
        return timeLogs;
    }

    /**
     * Connects the inputs and gives the core everything that comes before the first market data.
     *
     * @param onThread   called on each of the pipeline's own threads before it does anything
     * @param answerLine where it goes what became of commands
     */
    EngineLoop open(
            final Consumer<Stage> onThread,
            final CommandAnswers.Line answerLine,
            final InputSource commands,
            final InputSource executions,
            final InputSource... feeds) {
        final EngineConfiguration configuration = loaded.configuration();
        if (page == null) {
            showOn(new UnsafeBuffer(ByteBuffer.allocateDirect(statusLength())));
        }
        answers = new CommandAnswers(
                log().watch(metrics, fused() ? Stage.GATE.threadName() : LiveRun.ENGINE_THREAD), answerLine);
        pipeline = pipeline(commands, executions, feeds);
        final StatusWriter shown = new BothStatus(status, new BothStatus(counters, timeLogs.intervals()));
        pipeline.statusTo(shown);
        if (live()) {
            stampStages();
        }
        pipeline.ingress().packetEndTimeoutNs(configuration.engine().packetEndTimeoutNs());
        pipeline.ingress().lanes(lanes.source());
        commit.start(pipeline);
        pipeline.start(onThread);
        final ReferenceInputs inputs = new ReferenceInputs(pipeline.ingress()::sequenceNow);
        inputs.open(
                new Opening(recovered, firstSequence, clock.timeNs(), EngineCode.running(), parts.jars()),
                configuration,
                reference);
        recovered.ifPresent(before -> inputs.changeSince(
                before, reference, clock.timeNs(), configuration.reference().daysAhead()));
        // What goes wrong before the first market data is the start's to tell.
        pipeline.settle();
        timeLogs.opened();
        loop = new EngineLoop(
                pipeline,
                core,
                journal,
                commit,
                gate,
                shown,
                page,
                clock,
                configuration.stop().timeoutNs());
        return loop;
    }

    private Pipeline pipeline(final InputSource commands, final InputSource executions, final InputSource[] feeds) {
        final EngineConfiguration.Engine engine = configuration().engine();
        final long silenceNs = engine.silenceTickNs();
        if (!fused()) {
            return new InlineLoop(
                    core, journal, gate, answers, clock, firstSequence, silenceNs, commands, executions, feeds);
        }
        final FusedSettings settings = new FusedSettings(
                ringSlots(),
                powerOfTwo(Math.max(FusedSettings.MIN_OUTPUT_BYTES, engine.maxOutputsPerInput() * OUTPUT_BYTES)),
                layout.waitMode(),
                engine.hangTimeoutNs() + STALL_MARGIN_NS,
                configuration().journal().durability().level() == Durability.Level.ASYNC);
        return new FusedLoop(
                core, journal, gate, answers, settings, clock, firstSequence, silenceNs, commands, executions, feeds);
    }

    /** On virtual time a stage takes no time. */
    private void stampStages() {
        final StageLatency stages = new StageLatency(metrics, clock, fused() ? ringSlots() : 1);
        pipeline.stampsTo(stages);
        core.stagesTo(stages.core());
    }

    private int ringSlots() {
        return powerOfTwo(configuration().engine().fused().ringSlots());
    }

    private boolean fused() {
        return layout.layout() == EngineConfiguration.Layout.FUSED;
    }

    private static int powerOfTwo(final int least) {
        return Integer.highestOneBit(least - 1) << 1;
    }

    /** On the host's time, where an external venue is really one. */
    boolean live() {
        return !(clock instanceof VirtualClock);
    }

    /** Of this run's inputs. */
    long firstSequence() {
        return firstSequence;
    }

    LayoutChoice layout() {
        return layout;
    }

    LoadedConfiguration loaded() {
        return loaded;
    }

    EngineConfiguration configuration() {
        return loaded.configuration();
    }

    ReferenceData reference() {
        return reference;
    }

    Path journalFolder() {
        return journalFolder;
    }

    RunParts parts() {
        return parts;
    }

    EventLog log() {
        return parts.log();
    }

    Gate gate() {
        return gate;
    }

    TradingCore core() {
        return core;
    }

    SessionMetrics metrics() {
        return metrics;
    }

    /** After {@link #open}. */
    StatusPage page() {
        return page;
    }

    DisabledStrategies disabledStrategies() {
        return disabledStrategies;
    }

    Lanes lanes() {
        return lanes;
    }

    EngineLoop loop() {
        return loop;
    }

    SessionCommit commit() {
        return commit;
    }

    JournalWriter journal() {
        return journal;
    }

    /** The last input of the journal, or that could not be written any more. */
    long lastSequence() {
        return pipeline.lastSequence();
    }

    Ingress ingress() {
        return pipeline.ingress();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** When the run did not come to its stop: the pipeline's own threads end, if none of them hangs. */
    void halt() {
        if (pipeline != null && !pipeline.ended() && !pipeline.halt()) {
            abandoned = true;
        }
    }

    /** Answers to commands that had no room. */
    long lostAnswers() {
        return answers.lostCount();
    }

    /** A thread of the engine cannot be ended: its journal must not be unmapped under it, nor its latencies read. */
    void abandon() {
        abandoned = true;
        timeLogs.abandon();
    }

    @Override
    public void close() {
        halt();
        // A sync that does not come back is under way on the journal's file.
        if (commit.end() && !abandoned) {
            journal.close();
        }
    }
}
