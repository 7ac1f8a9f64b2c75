package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ColumnsFile;
import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.history.Fault;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FileFormat;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Protocols;
import io.tiercel.engine.feed.history.table.TableMapping;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that read files of market data have in common. */
final class FeedFileOptions {
    private static final long PROGRESS_NS = 200_000_000L;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, in order; also compressed by gzip or zstd.")
    private List<Path> files;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "itch-file, pcap (also pcapng), dbn, lobster, csv or jsonl; found from the content if not said.")
    private String format;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "What a capture carries: itch50 or mdp3; found for each channel if not said.")
    private String protocol;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Of MDP 3.0, as the exchange publishes it; Tiercel's own if not said.")
    private Path schema;

    @Option(
            names = "--lines",
            description = "The files are captures of one time, such as one of each line of a feed: their packets are"
                    + " taken by their times, and not file after file.")
    private boolean lines;

    @Option(
            names = "--columns",
            paramLabel = "FILE",
            description =
                    "What the columns of CSV, or the names of JSON lines, are: a file in HOCON, see docs/feeds.md.")
    private Path columns;

    @Option(
            names = "--strict",
            description = "Stops at the first malformed record, with exit code 2; else they are counted.")
    private boolean strict;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    HistoryFiles files() {
        return new HistoryFiles(files, format(), protocols(), mapping(), lines);
    }

    /** All that says how files are read, as texts: where it is a file, what stands in it. */
    List<String> reading() {
        return List.of(
                "format=" + format,
                "protocol=" + protocol,
                "lines=" + lines,
                "schema=" + content("--schema", schema),
                "columns=" + content("--columns", columns));
    }

    private String content(final String option, final Path file) {
        try {
            return file == null ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException unreadable) {
            throw bad(option + " " + file + " cannot be read: " + DiskFailure.text(unreadable));
        }
    }

    private TableMapping mapping() {
        try {
            return columns == null ? null : ColumnsFile.read(columns);
        } catch (final ConfigurationException wrong) {
            throw bad("--columns " + wrong.getMessage());
        }
    }

    Faults faults() {
        return new Faults(strict);
    }

    /** Shown on standard error when that is a terminal. */
    static HistoryFiles.Progress progress(final ProgressBar bar) {
        final long[] nextNs = {System.nanoTime() + PROGRESS_NS};
        return (file, bytesRead, bytesOfAll) -> {
            if (bar.interactive() && System.nanoTime() - nextNs[0] > 0) {
                nextNs[0] = System.nanoTime() + PROGRESS_NS;
                bar.show(bytesOfAll == 0 ? 1 : (double) bytesRead / bytesOfAll, file.toString());
            }
            return true;
        };
    }

    /** What a command has to say of malformed records, and the exit code that it ends with. */
    static int verdict(final Faults faults, final PrintStream err) {
        if (faults.stopped()) {
            err.println("tiercel: " + faults.first().get(0)
                    + "; mend the file, or leave --strict out to count such records and go on");
            return ExitCode.BAD_INPUT;
        }
        for (final Fault fault : faults.first()) {
            err.println("malformed: " + fault);
        }
        if (faults.count() > Faults.KEPT) {
            err.println("malformed: " + (faults.count() - Faults.KEPT) + " more");
        }
        return ExitCode.DONE;
    }

    private FileFormat format() {
        if (format == null) {
            return null;
        }
        return Arrays.stream(FileFormat.values())
                .filter(each -> each.title().equals(format))
                .findFirst()
                .orElseThrow(() -> bad("--format " + format + " is none of "
                        + Arrays.stream(FileFormat.values())
                                .map(FileFormat::title)
                                .collect(Collectors.joining(", "))));
    }

    private Protocols protocols() {
        try {
            return Protocols.of(protocol, schema);
        } catch (final IllegalArgumentException none) {
            throw bad(none.getMessage());
        }
    }

    private ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
