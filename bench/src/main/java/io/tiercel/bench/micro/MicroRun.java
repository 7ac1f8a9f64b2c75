package io.tiercel.bench.micro;

import io.tiercel.bench.report.InstructionCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.LinuxPerfNormProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks of this package by JMH, in JVMs with the flags of this one. */
public final class MicroRun {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(\\.[a-zA-Z0-9]+)?");
    private static final String SUFFIX = "Benchmark";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String INSTRUCTIONS = "instructions";
    /** What the harness allocates in an iteration, in how many operations ever: 2 to 4 KB were seen. */
    private static final double HARNESS_BYTES = 8 << 10;

    /** A second of appends is half a gigabyte. */
    private static final Length OF_JOURNAL = new Length(3, 2, 5, 300);

    /** How long each is run: in so many JVMs (0: in this one) so many iterations, after as many to warm up. */
    public record Length(int forks, int warmUp, int iterations, int iterationMs) {
        public static final Length SHORT = new Length(1, 3, 5, 300);
        public static final Length FULL = new Length(3, 5, 10, 1_000);

        private Length within(final Length most) {
            return new Length(
                    Math.min(forks, most.forks),
                    Math.min(warmUp, most.warmUp),
                    Math.min(iterations, most.iterations),
                    Math.min(iterationMs, most.iterationMs));
        }
    }

    /**
     * What one gave.
     *
     * @param errorNs           half of the interval that holds the mean with 99.9 %; NaN after fewer than 3 iterations
     * @param bytesPerOperation the least of all iterations: what the JVM allocates once while it compiles falls on one
     *                          of them, what an operation allocates on each; NaN: not known
     * @param instructionsPerOperation NaN: this machine does not count them
     */
    public record Figure(
            String name,
            double nsPerOperation,
            double errorNs,
            double bytesPerOperation,
            double instructionsPerOperation) {
        /** Also when it is not known whether it does. */
        public boolean allocates() {
            return bytesPerOperation != 0;
        }
    }

    private final Length length;
    private final Path folder;
    private final boolean countsInstructions;
    private final OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);

    /** @param folder for journals; null: the system's temporary folder */
    public MicroRun(final Length length, final Path folder) {
        this.length = length;
        this.folder = folder;
        // A JVM that perf starts: not this one
        countsInstructions = length.forks > 0 && InstructionCounts.available();
    }

    /**
     * @param names as {@code book} or {@code book.execute}; none: all
     * @throws IllegalArgumentException when one names nothing
     */
    public List<Figure> run(final List<String> names, final Consumer<String> progress) throws RunnerException {
        final List<String> benchmarks = select(names);
        final List<Figure> figures = new ArrayList<>();
        for (final String benchmark : benchmarks) {
            progress.accept(shown(benchmark));
            for (final RunResult result : new Runner(options(benchmark).build(), silent).run()) {
                figures.add(figure(result));
            }
        }
        return figures;
    }

    private List<String> select(final List<String> names) {
        final List<String> all = benchmarks();
        if (names.isEmpty()) {
            return all;
        }
        final TreeSet<String> selected = new TreeSet<>();
        for (final String name : names) {
            final List<String> found = all.stream()
                    .filter(benchmark -> NAME.matcher(name).matches())
                    .filter(benchmark ->
                            shown(benchmark).equals(name) || shown(benchmark).startsWith(name + "."))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no microbenchmark " + name + "; there are "
                        + all.stream().map(MicroRun::shown).collect(Collectors.joining(", ")));
            }
            selected.addAll(found);
        }
        return List.copyOf(selected);
    }

    /** Class and method of each, in the order of their names. */
    private List<String> benchmarks() {
        return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(name -> name.startsWith(MicroRun.class.getPackageName() + "."))
                .sorted()
                .toList();
    }

    private ChainedOptionsBuilder options(final String benchmark) {
        final boolean ofJournal = benchmark.startsWith(JournalBenchmark.class.getName() + ".");
        final Length run = ofJournal ? length.within(OF_JOURNAL) : length;
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .forks(run.forks)
                .warmupIterations(run.warmUp)
                .warmupTime(TimeValue.milliseconds(run.iterationMs))
                .measurementIterations(run.iterations)
                .measurementTime(TimeValue.milliseconds(run.iterationMs))
                .timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        if (countsInstructions) {
            options.addProfiler(LinuxPerfNormProfiler.class, "events=" + INSTRUCTIONS);
        }
        if (folder != null) {
            options.jvmArgsAppend("-Djava.io.tmpdir=" + folder);
        }
        return options;
    }

    private static Figure figure(final RunResult result) {
        final Result<?> score = result.getPrimaryResult();
        final double leastBytes = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(MicroRun::bytesPerOperation)
                .min()
                .orElse(Double.NaN);
        return new Figure(
                name(result.getParams()),
                score.getScore(),
                score.getScoreError(),
                leastBytes,
                instructionsPerOperation(result));
    }

    /** The event's name is followed by what was counted, as in instructions:u. */
    private static double instructionsPerOperation(final RunResult result) {
        for (final String name : result.getSecondaryResults().keySet()) {
            if (name.startsWith(INSTRUCTIONS)) {
                final Result<?> counted = result.getSecondaryResults().get(name);
                return counted.getScore();
            }
        }
        return Double.NaN;
    }

    private static double bytesPerOperation(final IterationResult iteration) {
        final Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
        return allocated == null
                ? Double.NaN
                : withoutHarness(allocated.getScore(), iteration.getMetadata().getAllOps());
    }

    static double withoutHarness(final double bytesPerOperation, final long operations) {
        return bytesPerOperation * operations <= HARNESS_BYTES ? 0 : bytesPerOperation;
    }

    private static String name(final BenchmarkParams parameters) {
        final Collection<String> keys = parameters.getParamsKeys();
        final String name = shown(parameters.getBenchmark());
        return keys.isEmpty()
                ? name
                : name + keys.stream().map(parameters::getParam).collect(Collectors.joining(",", "(", ")"));
    }

    /** {@code book.execute} of BookBenchmark's method. */
    private static String shown(final String benchmark) {
        final String inPackage =
                benchmark.substring(MicroRun.class.getPackageName().length() + 1);
        return Character.toLowerCase(inPackage.charAt(0))
                + inPackage.substring(1).replaceFirst(SUFFIX, "");
    }
}
