package io.tiercel.bench;

import io.tiercel.bench.report.InstructionCounts;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.suite.HtmlReport;
import io.tiercel.bench.suite.Row;
import io.tiercel.bench.suite.RowTable;
import io.tiercel.bench.suite.Runner;
import io.tiercel.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Several measurements in a row, each in a process of its own, and what their figures reach. */
abstract class SuiteCommand implements Callable<Integer> {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows as a JSON array.")
    private Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes the report with its plots as one HTML file (${DEFAULT-VALUE}).")
    private Path html;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "These measurements and no others.")
    private List<String> only;

    private final String name;
    private final Suite whole;

    SuiteCommand(final String name, final Suite suite) {
        this.name = name;
        this.whole = suite;
        html = Path.of("bench", "target", name.equals("brief") ? "brief.html" : "report.html");
    }

    @Command(
            name = "quick",
            description = "All that is measured in some minutes, as one table. Nothing else may run meanwhile.")
    static final class Quick extends SuiteCommand {
        Quick() {
            super("quick", Suite.quick());
        }
    }

    @Command(
            name = "full",
            description = "The same with enough rounds for a spread that means something, every rate of load, recovery,"
                    + " floors and single operations.")
    static final class Full extends SuiteCommand {
        Full() {
            super("full", Suite.full());
        }
    }

    @Command(name = "brief", description = "Some ratios in less than a minute; scripts/test shows them.")
    static final class Brief extends SuiteCommand {
        Brief() {
            super("brief", Suite.brief());
        }
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        requireWritable(json);
        requireWritable(html);
        final Suite suite = only == null ? whole : whole.only(only);
        Machine.begin();
        final Runner runner = new Runner(Bench.class.getName(), Bench.Measurement::progress);
        runner.run(suite.runs());
        final List<Row> rows = runner.rows(suite.lines());
        System.out.print(RowTable.of(rows));
        System.out.println("instruction counts: " + InstructionCounts.state());
        runner.failures().forEach(failure -> System.out.println("not measured: " + failure));
        if (json != null) {
            Files.writeString(json, Row.toJson(rows) + "\n");
        }
        Files.writeString(
                html,
                HtmlReport.of("bench " + name, suite, rows, runner.results(), runner.failures(), Machine.describe()));
        System.err.println("report " + html.toAbsolutePath().normalize());
        if (!runner.failures().isEmpty()) {
            return Bench.ENVIRONMENT_FAILED;
        }
        return runner.missed() ? Bench.MISSED : Bench.OK;
    }

    /** Before minutes are spent on what cannot be kept. */
    private static void requireWritable(final Path file) throws IOException {
        if (file == null) {
            return;
        }
        final Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    file + " cannot be written: name a file in a folder that is there and may be written to");
        }
    }
}
