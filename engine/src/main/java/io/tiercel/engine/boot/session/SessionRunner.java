package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Runs one session from start to stop. */
public final class SessionRunner {
    private final LoadedConfiguration loaded;
    private final ReferenceData reference;
    private final PrintStream err;

    public SessionRunner(final LoadedConfiguration loaded, final ReferenceData reference, final PrintStream err) {
        this.loaded = loaded;
        this.reference = reference;
        this.err = err;
    }

    /** A new folder for a run's journal in the configured one. */
    public Path newJournalFolder(final Path workingFolder) {
        return SessionFolder.create(
                workingFolder.resolve(loaded.configuration().journal().folder()), Instant.now());
    }

    /**
     * On virtual time.
     *
     * @param onStart given what asks the run to stop
     */
    public RunResult runVirtual(final Path journal, final long durationNs, final Consumer<Runnable> onStart) {
        final VirtualClock clock = new VirtualClock(VirtualRun.START_NS);
        try (Session session = new Session(loaded, reference, journal, clock, 1)) {
            final VirtualRun run = new VirtualRun(session, clock);
            try {
                final Progress progress = new Progress(session, err);
                onStart.accept(progress::requestStop);
                run.run(durationNs, progress);
                progress.showFailures();
            } finally {
                run.close();
            }
            return RunResult.of(session, Map.of());
        }
    }

    /**
     * On the host's time.
     *
     * @param onStart given what asks the run to stop
     * @throws FatalHaltException when trading ended by a fatal error
     */
    public RunResult runLive(
            final Path journal, final Path ledgerFolder, final long durationNs, final Consumer<Runnable> onStart) {
        final AnchoredClock clock = new AnchoredClock();
        final SequenceLedger ledger =
                new SequenceLedger(ledgerFolder, loaded.configuration().engine().id());
        final long firstSequence = ledger.open(journal);
        try (Session session = new Session(loaded, reference, journal, clock, firstSequence)) {
            final LiveRun run = new LiveRun(session, err);
            try {
                final Progress progress = new Progress(session, err);
                onStart.accept(progress::requestStop);
                run.run(durationNs, progress);
                progress.showFailures();
            } catch (final InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new FatalHaltException("the run was interrupted", stopped);
            } finally {
                run.close();
            }
            if (run.ended()) {
                ledger.close(session.lastSequence());
            }
            if (run.failure() != null) {
                throw new FatalHaltException(
                        "trading ended at input " + session.lastSequence() + " by " + run.failure()
                                + "; the gate is latched and the venues were asked to cancel everything; the journal is "
                                + journal,
                        run.failure());
            }
            return RunResult.of(session, run.allocations().allocated());
        }
    }
}
