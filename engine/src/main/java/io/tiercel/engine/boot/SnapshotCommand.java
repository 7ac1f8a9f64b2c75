package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalFollower;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.SnapshotTaker;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.Snapshots;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiercel journal snapshot}. */
@Command(
        name = "snapshot",
        description =
                "Runs a journal through a second core and writes beside it snapshots, from which a restart goes on,"
                        + " and the read model that tiercel status shows.",
        sortOptions = false,
        footer = {
            "",
            "It may run beside the engine, and does not disturb it.",
            "Exit codes: 0 done; 1 the journal is damaged, and the snapshots before that stay; 2 bad usage or no journal."
        })
final class SnapshotCommand implements Callable<Integer> {
    private static final long POLL_NS = 20_000_000;

    private final PrintStream err;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path journal;

    @Option(names = "--follow", description = "Goes on with a journal that is still written, until its session ends.")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "INPUTS",
            defaultValue = "1000000",
            description = "A snapshot after so many inputs, and one at the end (${DEFAULT-VALUE}).")
    private long everyInputs;

    @Option(
            names = "--keep",
            paramLabel = "COUNT",
            defaultValue = "" + Snapshots.KEPT,
            description =
                    "So many of the newest stay (${DEFAULT-VALUE}); replay --from begins at the nearest before it.")
    private int kept;

    @Option(
            names = "--publish",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "The read model is brought up to date so often (${DEFAULT-VALUE}).")
    private long publishNs;

    @Option(names = "--no-read-model", description = "Writes snapshots only.")
    private boolean withoutReadModel;

    SnapshotCommand(final PrintStream err) {
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (everyInputs < 1) {
            err.println("tiercel: --every " + everyInputs + " is below 1: name how many inputs");
            return ExitCode.BAD_INPUT;
        }
        if (kept < 1) {
            err.println("tiercel: --keep " + kept + " is below 1: name how many snapshots are to stay");
            return ExitCode.BAD_INPUT;
        }
        final StopSignal signal = new StopSignal(err);
        final AtomicBoolean stop = new AtomicBoolean();
        signal.connect(() -> stop.set(true));
        int exitCode = ExitCode.BAD_INPUT;
        try {
            exitCode = take(stop);
        } catch (final JournalException failed) {
            err.println("tiercel: " + failed.getMessage());
            exitCode = failed.fault() == null ? ExitCode.BAD_INPUT : ExitCode.DIFFERENCE;
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private int take(final AtomicBoolean stop) {
        final JournalHead head = JournalHead.read(journal);
        final String running = HexFormat.of().formatHex(EngineCode.running().sha256());
        if (!head.coreHash().equals(running)) {
            throw new JournalException("the journal was written by other code, " + head.coreVersion() + " "
                    + head.coreHash() + ", this is " + EngineCode.runningVersion() + " " + running
                    + ": a snapshot is of the code that goes on from it; start that version");
        }
        final EngineConfiguration configuration = EngineConfiguration.fromResolved(head.configuration());
        final JournalFollower<TradingCore> follower = new JournalFollower<>(
                journal,
                CoreFactory.create(configuration, ReplayRunner.jars(head).orElse(ShippedStrategies::factory)));
        try (SnapshotTaker taker = new SnapshotTaker(journal, follower, everyInputs, kept);
                ReadModelKeeper keeper = new ReadModelKeeper(
                        journal, follower, new ReadModelShape(configuration), publishNs, System::nanoTime, err)) {
            follow(taker, keeper, stop);
            return ExitCode.DONE;
        }
    }

    private void follow(final SnapshotTaker taker, final ReadModelKeeper keeper, final AtomicBoolean stop) {
        long told = 0;
        boolean goesOn = true;
        while (goesOn) {
            final int workCount = taker.doWork();
            if (taker.snapshotCount() != told) {
                told = taker.snapshotCount();
                err.printf(Locale.ROOT, "snapshot after %,d inputs%n", taker.inputCount());
            }
            if (!withoutReadModel) {
                keeper.publishIfDue(taker.caughtUp());
            }
            goesOn = !stop.get() && !taker.ended() && (workCount > 0 || follow);
            if (goesOn && workCount == 0) {
                LockSupport.parkNanos(POLL_NS);
            }
        }
        taker.take();
        if (!withoutReadModel) {
            keeper.finish();
        }
        err.printf(
                Locale.ROOT,
                "%,d inputs, %,d snapshots in %s, read model written %,d times%n",
                taker.inputCount(),
                taker.snapshotCount(),
                journal.resolve("snapshots"),
                keeper.count());
    }
}
