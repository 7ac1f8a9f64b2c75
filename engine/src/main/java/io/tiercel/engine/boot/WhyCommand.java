package io.tiercel.engine.boot;

import io.tiercel.engine.boot.strategies.StrategyJarException;
import io.tiercel.engine.boot.why.WhyJson;
import io.tiercel.engine.boot.why.WhyText;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.story.OrderQuery;
import io.tiercel.engine.replay.story.OrderReplay;
import io.tiercel.engine.replay.story.OrderTimes;
import io.tiercel.engine.replay.story.UnknownOrderException;
import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel why}. */
@Command(
        name = "why",
        description = "Tells the whole story of one order, by running its journal again.",
        sortOptions = false,
        footer = {
            "",
            "The journal of a running engine can be asked, too: the engine does not notice.",
            "Exit codes: 0 found, 1 the journal is damaged before the order's end, or its record"
                    + " does not come out again, 2 bad usage, no such order or no journal."
        })
final class WhyCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "ORDER", description = OrderQuery.FORMS + ".")
    private String order;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The journal's folder; without it the newest one in the configuration's journal.folder.")
    private Path journal;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    WhyCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        final OrderQuery query = query();
        try {
            final Path folder = journal == null ? newest() : journal;
            return show(folder, ReplayRunner.why(folder, query, err));
        } catch (final JournalException noJournal) {
            err.println("tiercel: " + noJournal.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final UnknownOrderException notThere) {
            return notFound(notThere);
        } catch (final StrategyJarException refused) {
            refused.problems().forEach(problem -> err.println("tiercel: the journal's strategy jar: " + problem));
            return ExitCode.BAD_INPUT;
        }
    }

    private int notFound(final UnknownOrderException notThere) {
        err.println("tiercel: " + notThere.getMessage());
        if (notThere.fault() == null) {
            return ExitCode.BAD_INPUT;
        }
        err.println("tiercel: the recorded outputs are damaged: " + notThere.fault()
                + "; orders behind that place are found by their id alone");
        return ExitCode.DIFFERENCE;
    }

    private OrderQuery query() {
        try {
            return OrderQuery.parse(order);
        } catch (final IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), mistake.getMessage());
        }
    }

    private Path newest() throws IOException {
        final Path folder =
                Path.of(configuration.load().configuration().journal().folder());
        return NewestJournal.in(folder)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no journal in " + folder.toAbsolutePath() + " (journal.folder); name one with"
                                + " --journal"));
    }

    private int show(final Path folder, final OrderReplay.Result result) {
        final ReplayResult replay = result.replay();
        if (result.story() != null) {
            final List<OrderTimes.Way> times = ReplayRunner.times(folder, result.story());
            out.println(json ? WhyJson.of(result.story(), times) : WhyText.of(result.story(), times));
            out.flush();
        }
        if (replay.failure() != null) {
            err.println("tiercel: the core failed at input " + replay.failure().sequence() + ", by "
                    + replay.failure().by());
        }
        if (replay.equal()) {
            return ExitCode.DONE;
        }
        final String told = result.story() == null ? "nothing of the order was seen" : "the story ends there";
        err.println("tiercel: " + folder
                + (!replay.faults().isEmpty()
                        ? " is damaged: " + replay.faults().get(0)
                        : " does not come out again: " + JournalReplay.describe(replay.divergence()))
                + "; " + told);
        return ExitCode.DIFFERENCE;
    }
}
