package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.log.LogCode;
import io.tiercel.engine.boot.log.LogEvent;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.status.Console;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.journal.JournalException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs one session from start to stop. */
public final class SessionRunner {
    private final LoadedConfiguration loaded;
    private final ReferenceData reference;
    private final RunParts parts;
    private final Console console;
    private final PrintStream err;

    public SessionRunner(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final RunParts parts,
            final Console console) {
        this.loaded = loaded;
        this.reference = reference;
        this.parts = parts;
        this.console = console;
        err = console.err();
    }

    /** A new folder for a run's journal in the configured one. */
    public static Path newJournalFolder(final EngineConfiguration configuration, final Path workingFolder) {
        return SessionFolder.create(
                workingFolder.resolve(configuration.journal().folder()), Instant.now());
    }

    /** Where the ledger is: in the folder configured for it, or beside the journals, whatever --journal says. */
    public Path ledgerFolder(final Path workingFolder) {
        final String own = loaded.configuration().journal().ledgerFolder();
        return workingFolder.resolve(
                own.isEmpty() ? loaded.configuration().journal().folder() : own);
    }

    /**
     * On virtual time.
     *
     * @param onStart given what asks the run to stop
     * @throws FatalHaltException   when trading ended by a fatal error
     * @throws EnvironmentException when it was stopped since a market failed or no market data came
     */
    public RunResult runVirtual(final Path journal, final long durationNs, final Consumer<Runnable> onStart) {
        // Before there is a journal: a mistake leaves nothing behind.
        OpeningCheck.run(loaded.configuration(), reference, parts);
        final VirtualClock clock = new VirtualClock(VirtualRun.START_NS);
        try (Session session = new Session(loaded, reference, journal, parts, LayoutChoice.virtual(), clock, 1)) {
            final VirtualRun run = new VirtualRun(session, clock, err);
            try {
                final StopWish stop = new StopWish();
                onStart.accept(stop::ask);
                final Progress progress = new Progress(session, console, stop);
                run.run(durationNs, progress);
                progress.showFailures();
            } finally {
                run.close();
            }
            requireGoodEnd(session, run.failure(), 0, run.endedBy());
            return RunResult.of(session, null, Map.of(), run.logFailures(), List.of());
        }
    }

    /**
     * On the host's time.
     *
     * @param onStart given what asks the run to stop
     * @throws FatalHaltException   when trading ended by a fatal error
     * @throws EnvironmentException when it was stopped since a market failed or no market data came
     * @throws StoppedException     when it was asked to stop before it was ready
     */
    public RunResult runLive(
            final Path journal, final Path ledgerFolder, final long durationNs, final Consumer<Runnable> onStart) {
        final StopWish stop = new StopWish();
        onStart.accept(stop::ask);
        try (SequenceLedger ledger =
                new SequenceLedger(ledgerFolder, loaded.configuration().engine().id())) {
            return runLive(journal, ledger, durationNs, stop);
        }
    }

    private RunResult runLive(
            final Path journal, final SequenceLedger ledger, final long durationNs, final StopWish stop) {
        final EngineConfiguration configuration = loaded.configuration();
        final LayoutChoice layout =
                LayoutChoice.of(configuration, Runtime.getRuntime().availableProcessors());
        parts.log().write(start(journal, layout));
        err.println(layout.text(configuration.engine()));
        err.println(configuration.journal().durability().text(layout.layout() == EngineConfiguration.Layout.FUSED));
        try (Start start = new Start(loaded, reference, parts, layout, stop, err)) {
            // Only now: a start that fails before leaves no run behind that did not end.
            final CrashRecovery recovery =
                    new CrashRecovery(loaded.running(layout.layout()).configuration(), parts, err);
            final long firstSequence = ledger.open(journal, recovery::choose);
            err.println("ledger " + ledger.file() + ": the sequence "
                    + (firstSequence == 1 ? "begins at 1" : "goes on at " + firstSequence));
            return runLive(journal, ledger, firstSequence, recovery.recovered(), layout, start, durationNs, stop);
        }
    }

    private RunResult runLive(
            final Path journal,
            final SequenceLedger ledger,
            final long firstSequence,
            final Optional<Recovered> recovered,
            final LayoutChoice layout,
            final Start start,
            final long durationNs,
            final StopWish stop) {
        final AnchoredClock clock = new AnchoredClock();
        recovered.ifPresent(before -> requireLater(clock, before));
        try (Session session = new Session(loaded, reference, journal, parts, layout, clock, firstSequence)) {
            recovered.ifPresent(session::goOnFrom);
            final LiveRun run = new LiveRun(session, start, stop, err);
            try {
                ledger.recovered(journal, firstSequence);
                final Progress progress = new Progress(session, console, stop);
                run.run(durationNs, progress);
                if (run.ended()) {
                    progress.showFailures();
                }
            } catch (final InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw halt(session, session.lastSequence(), "the run was interrupted", stopped, null);
            } finally {
                run.close();
            }
            if (run.ended()) {
                end(ledger, session, run.failure() != null || session.loop().outOfRoom() || run.endedBy() != null);
            } else {
                // Its thread may still write; the lock ends with the process.
                ledger.keepLocked();
            }
            requireNoHang(session, run);
            requireGoodEnd(session, run.failure(), run.unreached(), run.endedBy());
            return RunResult.of(
                    session,
                    start.readiness(run.engineThreads()),
                    run.allocations().allocated(),
                    run.logFailures(),
                    run.feeds());
        }
    }

    private static void requireLater(final AnchoredClock clock, final Recovered before) {
        if (clock.timeNs() < before.timeNs()) {
            throw new EnvironmentException("the last input of " + before.journal() + " has the time " + before.timeNs()
                    + " ns, and the host's clock says " + clock.timeNs()
                    + " ns: time cannot go back; correct the clock, or wait");
        }
    }

    private LogEvent start(final Path journal, final LayoutChoice layout) {
        final EngineConfiguration configuration = loaded.configuration();
        return new LogEvent(LogCode.START)
                .put("version", EngineCode.runningVersion())
                .put("jdk", Runtime.version().toString())
                .put("process", ProcessHandle.current().pid())
                .put("journal", journal.toString())
                .put("layout", layout.text(configuration.engine()))
                .put("durability", configuration.journal().durability().word())
                .put("configuration", configuration.resolved());
    }

    private void end(final SequenceLedger ledger, final Session session, final boolean halted) {
        try {
            ledger.ended(session.lastSequence());
        } catch (final JournalException alsoBroken) {
            if (!halted) {
                throw alsoBroken;
            }
            // What halted trading is the news; the next start asks the journal where it ended.
            err.println(alsoBroken.getMessage());
        }
    }

    private static void requireNoHang(final Session session, final LiveRun run) {
        final Hang hang = run.hang();
        if (hang != null) {
            throw halt(
                    session,
                    hang.sequence(),
                    halted(hang.sequence(), session, run.failure(), 0),
                    run.failure(),
                    HangResult.of(session, hang, run.logFailures()));
        }
    }

    /** Logs it, too, with its sequence. */
    private static FatalHaltException halt(
            final Session session,
            final long sequence,
            final String text,
            final Throwable cause,
            final HangResult hang) {
        final LogEvent event = new LogEvent(LogCode.FAILED).sequence(sequence).put("reason", text);
        session.log().write(cause == null ? event : event.thrown(cause));
        return hang == null ? new FatalHaltException(text, cause) : new FatalHaltException(text, cause, hang);
    }

    private static String halted(
            final long sequence, final Session session, final Throwable failure, final int unreached) {
        return "trading ended at input " + sequence + " by " + Causes.text(failure) + "; the gate is latched and "
                + (unreached == 0
                        ? "the venues were asked to cancel everything"
                        : unreached + " of " + session.configuration().venues().size()
                                + " venues could not be asked to cancel: cancel the orders there by hand")
                + "; the journal is " + session.journalFolder();
    }

    private static void requireGoodEnd(
            final Session session, final Throwable failure, final int unreached, final String endedBy) {
        if (endedBy != null && session.loop().endedClean()) {
            // What failed after that, such as a sync of a folder that is gone, is of the same reason.
            throw new EnvironmentException(endedBy + "; trading was stopped, " + openOrders(session)
                    + "; the journal is " + session.journalFolder());
        }
        if (failure != null) {
            final long sequence = session.pipeline().brokenSequence();
            throw halt(session, sequence, halted(sequence, session, failure, unreached), failure, null);
        }
        if (session.loop().outOfRoom()) {
            throw halt(
                    session,
                    session.lastSequence(),
                    "trading ended at input " + session.lastSequence() + " since the disk of the journal is full; "
                            + openOrders(session) + "; free room before the next run; the journal is "
                            + session.journalFolder(),
                    null,
                    null);
        }
        if (endedBy != null) {
            throw new EnvironmentException(endedBy + "; trading was stopped, " + openOrders(session)
                    + "; the journal is " + session.journalFolder());
        }
    }

    private static String openOrders(final Session session) {
        return session.loop().endedClean() ? "no order is open" : "orders may be open at the venues";
    }
}
