package io.tiercel.engine.boot;

import io.tiercel.engine.boot.RecordedState.Source;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.engine.replay.JournalFollower;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import io.tiercel.journal.readmodel.ModelHead;
import io.tiercel.journal.readmodel.ModelReading;
import io.tiercel.journal.readmodel.ModelWriter;
import io.tiercel.journal.readmodel.ReadModels;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds what an engine held by its journal's read model; where that will not do, it is made anew from the journal. */
final class RecordedStatus {
    private final Path journal;
    private final long maxAgeNs;
    private final PrintStream err;
    private final JournalHead head;
    private final ReadModelShape shape;
    private final EngineConfiguration configuration;

    /**
     * @param maxAgeNs how far a read model that is kept may be behind the journal
     * @param err      progress and warnings
     * @throws JournalException when there is no journal, or its session never became ready
     */
    RecordedStatus(final Path journal, final long maxAgeNs, final PrintStream err) {
        this.journal = journal;
        this.maxAgeNs = maxAgeNs;
        this.err = err;
        head = JournalHead.read(journal);
        configuration = EngineConfiguration.fromResolved(head.configuration());
        shape = new ReadModelShape(configuration);
    }

    /** @throws JournalException when there is nothing to show, and it cannot be made */
    RecordedState find() {
        final ModelReading reading = read();
        final JournalSpan span = JournalSpan.find(journal);
        final String reason = unusable(reading, span);
        if (reason.isEmpty()) {
            return new RecordedState(journal, Source.KEPT, "", reading.head(), contents(reading), span, "");
        }
        final String otherCode = otherCode();
        if (otherCode.isEmpty()) {
            return rebuild(reason);
        }
        final String both = reason + "; it cannot be rebuilt: " + otherCode;
        if (!reading.usable() || reading.head().journalId() != journalId()) {
            throw new JournalException("the read model of " + journal + " cannot be shown: " + both);
        }
        return new RecordedState(journal, Source.STALE, both, reading.head(), contents(reading), span, "");
    }

    private ModelReading read() {
        try {
            return ReadModels.read(journal);
        } catch (final JournalException notHere) {
            return ModelReading.none("it cannot be read here: " + notHere.getMessage());
        }
    }

    private static Contents contents(final ModelReading reading) {
        return Contents.of(reading.entries(), reading.head().omitted());
    }

    private String unusable(final ModelReading reading, final JournalSpan span) {
        if (!reading.usable()) {
            return reading.problem();
        }
        final ModelHead model = reading.head();
        if (model.journalId() != journalId()) {
            return "it is of journal " + Long.toHexString(model.journalId()) + ", this one is "
                    + Long.toHexString(journalId());
        }
        if (span == null || span.lastSequence() == model.sequence()) {
            return "";
        }
        if (span.lastSequence() < model.sequence()) {
            return "it knows input " + model.sequence() + ", and the journal ends at " + span.lastSequence();
        }
        final boolean kept = ProcessHandle.of(reading.processId())
                .map(ProcessHandle::isAlive)
                .orElse(false);
        if (!kept) {
            return String.format(
                    Locale.ROOT,
                    "the journal is %,d inputs ahead of it, and nobody keeps it",
                    span.lastSequence() - model.sequence());
        }
        return span.lastTimeNs() - model.timeNs() <= maxAgeNs
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the journal is %,d inputs and %.1f s ahead of it",
                        span.lastSequence() - model.sequence(),
                        (span.lastTimeNs() - model.timeNs()) / 1e9);
    }

    private long journalId() {
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT)) {
            inputs.next();
            return inputs.journalId();
        }
    }

    /** Another version may come to another state. Empty when the code is the journal's own. */
    private String otherCode() {
        final String running = HexFormat.of().formatHex(EngineCode.running().sha256());
        return head.coreHash().equals(running)
                ? ""
                : "the journal was written by other code, " + head.coreVersion() + " " + head.coreHash() + ", this is "
                        + EngineCode.runningVersion() + " " + running + "; start that version";
    }

    private RecordedState rebuild(final String reason) {
        err.println("rebuilding the state from " + journal + "; its read model will not do: " + reason);
        final Function<String, StrategyFactory> strategies =
                ReplayRunner.jars(head).orElse(ShippedStrategies::factory);
        final Supplier<TradingCore> cores = () -> CoreFactory.create(configuration, strategies);
        long limit = Long.MAX_VALUE;
        String problem = "";
        while (true) {
            try (JournalFollower<TradingCore> follower =
                    JournalFollower.atSnapshot(journal, cores, limit, err::println)) {
                run(follower, limit);
                if (follower.failure() != null) {
                    // What it left is no state: once more, up to the input before.
                    limit = follower.failure().sequence();
                    problem = "the core fails at input " + limit + ", by "
                            + follower.failure().by();
                    continue;
                }
                if (follower.fault() != null) {
                    problem = "the journal is damaged behind input " + follower.sequence() + ": " + follower.fault();
                }
                return rebuilt(reason, follower, problem);
            }
        }
    }

    private void run(final JournalFollower<TradingCore> follower, final long limit) {
        try (ProgressBar bar = new ProgressBar(err)) {
            final WalkProgress progress = new WalkProgress(JournalSpan.find(journal), bar);
            boolean goesOn = follower.sequence() + 1 < limit;
            while (goesOn) {
                goesOn = follower.step() && follower.sequence() + 1 < limit;
                progress.onInput(follower.sequence());
            }
        }
    }

    private RecordedState rebuilt(
            final String reason, final JournalFollower<TradingCore> follower, final String problem) {
        if (!follower.ready()) {
            throw new JournalException(journal + " has no state: its session was not ready before "
                    + (problem.isEmpty() ? "its end" : problem));
        }
        final Contents contents = shape.contents(follower);
        final ModelHead model = ReadModelShape.head(follower, contents);
        keep(model, contents);
        return new RecordedState(journal, Source.REBUILT, reason, model, contents, JournalSpan.find(journal), problem);
    }

    /** For who asks next. */
    private void keep(final ModelHead model, final Contents contents) {
        try (ModelWriter writer = ReadModels.open(journal, shape.capacity())) {
            writer.publish(model, contents.entries());
        } catch (final JournalException notKept) {
            err.println("what was rebuilt is shown, and not kept: " + notKept.getMessage());
        }
    }
}
