package io.tiercel.engine.boot;

import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.JournalDump;
import io.tiercel.journal.dump.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose records of a journal. */
final class SelectionOptions {
    /** Said where that is the whole answer, which is no failure. */
    static final String NOTHING = "no record of the journal is what was asked for";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--stream", paramLabel = "NAME", description = "Only inputs, only outputs, or only telemetry.")
    private String stream;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            split = ",",
            description = "Only messages of this name; several are separated by commas, or given one by one.")
    private List<String> kinds = List.of();

    @Option(
            names = "--instrument",
            paramLabel = "ID",
            description = "Only messages that name this instrument, by its number.")
    private Long instrument;

    @Option(
            names = "--order",
            paramLabel = "ID",
            description = "Only messages that name this order, by its number, also as the parent of another.")
    private Long order;

    @Option(
            names = "--from",
            paramLabel = "POINT",
            converter = ReplayPoint.Converter.class,
            description =
                    "From this input on, and its outputs: its sequence (12345), a UTC time (2026-11-21T10:30:00.5Z), or"
                            + " ns since 1970 (1795185000000000000ns).")
    private ReplayPoint from;

    @Option(
            names = "--to",
            paramLabel = "POINT",
            converter = ReplayPoint.Converter.class,
            description = "Up to this sequence or time, which is included; one beyond the journal stands for its end.")
    private ReplayPoint to;

    @Option(names = "--limit", paramLabel = "N", description = "No more records than that, at least 1.")
    private Long limit;

    SelectionOptions() {}

    /**
     * @param told where the range reaches beyond the journal
     * @throws ParameterException for a value that can choose nothing in this journal
     * @throws io.tiercel.journal.JournalException when there is no journal in the folder
     */
    Selection selection(final Path journal, final Consumer<String> told) {
        final Selection selection = new Selection()
                .sequences(value(from, false, Long.MIN_VALUE), value(to, false, Long.MAX_VALUE))
                .times(value(from, true, Long.MIN_VALUE), value(to, true, Long.MAX_VALUE))
                .kinds(knownKinds());
        if (from != null || to != null) {
            final JournalSpan span = JournalSpan.find(journal);
            requireMet(span);
            ReplayPlan.beyond(from, to, span).forEach(told);
        }
        if (stream != null) {
            selection.stream(stream());
        }
        if (instrument != null) {
            requireDefined(journal);
            selection.instrument(instrument);
        }
        if (order != null) {
            selection.order(order);
        }
        if (limit != null) {
            if (limit < 1) {
                throw bad("--limit " + limit + " is below 1");
            }
            selection.limit(limit);
        }
        return selection;
    }

    private Stream stream() {
        return switch (stream) {
            case "input", "inputs" -> Stream.INPUT;
            case "output", "outputs" -> Stream.OUTPUT;
            case "telemetry" -> Stream.TELEMETRY;
            default -> throw bad("--stream " + stream + " is neither inputs nor outputs nor telemetry");
        };
    }

    private Set<String> knownKinds() {
        final SortedSet<String> known = JournalDump.kinds();
        for (final String kind : kinds) {
            if (!known.contains(kind) && !kind.startsWith("unknown-")) {
                throw bad("--kind " + kind + " is no message; there are " + String.join(", ", known));
            }
        }
        return Set.copyOf(kinds);
    }

    private static long value(final ReplayPoint point, final boolean time, final long otherwise) {
        return point != null && point.time() == time ? point.value() : otherwise;
    }

    private void requireMet(final JournalSpan span) {
        try {
            ReplayPlan.requireMet(from, to, span);
        } catch (final ReplayPlan.BadRangeException nothing) {
            throw bad(nothing.getMessage());
        }
    }

    private void requireDefined(final Path journal) {
        final String others = JournalInstruments.othersThan(instrument, journal);
        if (others != null) {
            throw bad("--instrument " + instrument + " is not defined in the journal; " + others);
        }
    }

    private ParameterException bad(final String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
