package io.tiercel.engine.boot;

import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.JournalDump;
import io.tiercel.journal.dump.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose records of a journal. */
final class SelectionOptions {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

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
            paramLabel = "PLACE",
            description = "From this input on, and its outputs: a sequence, or a time as in 2026-11-21T10:30:00.5Z.")
    private String from;

    @Option(names = "--to", paramLabel = "PLACE", description = "Up to this sequence or time, which is included.")
    private String to;

    @Option(names = "--limit", paramLabel = "N", description = "No more records than that, at least 1.")
    private Long limit;

    SelectionOptions() {}

    /** @throws ParameterException for a value that can choose nothing */
    Selection selection() {
        final Selection selection = new Selection()
                .sequences(sequence(from, Long.MIN_VALUE), sequence(to, Long.MAX_VALUE))
                .times(timeNs("--from", from, Long.MIN_VALUE), timeNs("--to", to, Long.MAX_VALUE))
                .kinds(knownKinds());
        if (stream != null) {
            selection.stream(stream());
        }
        if (instrument != null) {
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

    private static boolean isNumber(final String place) {
        return place.matches("-?[0-9]{1,18}");
    }

    private static long sequence(final String place, final long otherwise) {
        return place != null && isNumber(place) ? Long.parseLong(place) : otherwise;
    }

    private long timeNs(final String option, final String place, final long otherwise) {
        if (place == null || isNumber(place)) {
            return otherwise;
        }
        try {
            final Instant time = Instant.parse(place);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), (long) time.getNano());
        } catch (final DateTimeException | ArithmeticException e) {
            throw bad(option + " " + place + " is neither a sequence nor a time as in 2026-11-21T10:30:00.5Z");
        }
    }

    private ParameterException bad(final String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
