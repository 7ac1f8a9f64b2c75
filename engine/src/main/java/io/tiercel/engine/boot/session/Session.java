package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.Opening;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.journal.JournalWriter;
import java.nio.file.Path;

/** The parts of one run that are the same on any thread and clock: core, gate, journal, loop, numbers. */
final class Session implements AutoCloseable {
    private final LoadedConfiguration loaded;
    private final ReferenceData reference;
    private final Path journalFolder;
    private final RunParts parts;
    private final Clock clock;
    private final long firstSequence;
    private final JournalWriter journal;
    private final Gate gate;
    private final TradingCore core;
    private final SessionMetrics metrics;
    private final CoreStatus status;
    private final DisabledStrategies disabledStrategies;
    private CommandAnswers answers;
    private InlineLoop inline;
    private EngineLoop loop;
    private boolean abandoned;

    Session(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final Path journalFolder,
            final RunParts parts,
            final Clock clock,
            final long firstSequence) {
        this.loaded = loaded;
        this.reference = reference;
        this.journalFolder = journalFolder;
        this.parts = parts;
        this.clock = clock;
        this.firstSequence = firstSequence;
        final EngineConfiguration configuration = loaded.configuration();
        gate = new Gate(configuration.engine().maxOpenOrders());
        core = CoreFactory.create(configuration, parts.strategies());
        metrics = new SessionMetrics(clock);
        status = new CoreStatus(core, metrics, configuration.strategies().size());
        disabledStrategies = new DisabledStrategies(configuration.strategies(), core);
        journal = parts.journals().create(journalFolder, configuration, firstSequence);
    }

    /**
     * Connects the inputs and gives the core everything that comes before the first market data.
     *
     * @param answerLine where it goes what became of commands
     */
    EngineLoop open(
            final CommandAnswers.Line answerLine,
            final InputSource commands,
            final InputSource executions,
            final InputSource... feeds) {
        final EngineConfiguration configuration = loaded.configuration();
        answers = new CommandAnswers(metrics, answerLine);
        inline = new InlineLoop(
                core,
                journal,
                gate,
                answers,
                clock,
                firstSequence,
                configuration.engine().silenceTickNs(),
                commands,
                executions,
                feeds);
        inline.ingress().packetEndTimeoutNs(configuration.engine().packetEndTimeoutNs());
        new ReferenceInputs(inline.ingress()::sequenceNow)
                .open(
                        new Opening(false, firstSequence, clock.timeNs(), EngineCode.running(), parts.jars()),
                        configuration,
                        reference);
        loop = new EngineLoop(
                inline, core, journal, gate, status, clock, configuration.stop().timeoutNs());
        return loop;
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

    Gate gate() {
        return gate;
    }

    TradingCore core() {
        return core;
    }

    SessionMetrics metrics() {
        return metrics;
    }

    CoreStatus status() {
        return status;
    }

    DisabledStrategies disabledStrategies() {
        return disabledStrategies;
    }

    EngineLoop loop() {
        return loop;
    }

    JournalWriter journal() {
        return journal;
    }

    long lastSequence() {
        return inline.ingress().lastSequence();
    }

    Ingress ingress() {
        return inline.ingress();
    }

    /** Answers to commands that had no room. */
    long lostAnswers() {
        return answers.lostCount();
    }

    /** The engine's thread cannot be ended: its journal must not be unmapped under it. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public void close() {
        if (!abandoned) {
            journal.close();
        }
    }
}
