package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ColumnsFile;
import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FileFormat;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Protocols;
import io.tiercel.engine.feed.history.table.TableMapping;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What files of market data are, where their content does not say it. */
abstract class FeedFormatOptions {
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
            description = "Of MDP 3.0, as the exchange publishes it; Tiercel's own if not said. For dump and inspect"
                    + " only: books are made by Tiercel's own.")
    private Path schema;

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

    /**
     * To be shown message by message.
     *
     * @param lines whether they are captures of one time
     */
    final HistoryFiles messageFiles(final List<Path> paths, final boolean lines) {
        return new HistoryFiles(paths, format(), protocols(), mapping(), lines);
    }

    /** The same, to make books, bars or a journal of. */
    final HistoryFiles bookFiles(final List<Path> paths, final boolean lines) {
        refuseSchema();
        return messageFiles(paths, lines);
    }

    /** Where no messages are shown. */
    final void refuseSchema() {
        if (schema != null) {
            throw bad("--schema " + schema + " would have no effect: it names the messages that feed dump and feed"
                    + " inspect show, and books are made by Tiercel's own layouts of MDP 3.0; leave it out");
        }
    }

    /** All that says how files are read for a journal, as texts: where it is a file, what stands in it. */
    final List<String> reading(final boolean lines) {
        refuseSchema();
        return List.of("format=" + format, "protocol=" + protocol, "lines=" + lines, "columns=" + columnsText());
    }

    private String columnsText() {
        try {
            return columns == null ? "" : Files.readString(columns, StandardCharsets.ISO_8859_1);
        } catch (final IOException unreadable) {
            throw bad("--columns " + columns + " cannot be read: " + DiskFailure.text(unreadable));
        }
    }

    private TableMapping mapping() {
        try {
            return columns == null ? null : ColumnsFile.read(columns);
        } catch (final ConfigurationException wrong) {
            throw bad("--columns " + wrong.getMessage());
        }
    }

    final Faults faults() {
        return new Faults(strict);
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
