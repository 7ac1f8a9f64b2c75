package io.tiercel.engine.simulation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;

/** Runs seeds from the command line: scripts/simulate. */
public final class Simulate {
    private static final int PROGRESS = 100;
    private static final double NANOS = 1e9;
    private static final String USAGE = "usage: simulate [--seeds N] [--seed S] [--json]\n"
            + "  --seeds N  how many seeds (1)\n"
            + "  --seed S   the first one (1)\n"
            + "  --json     the result as one JSON object";

    private static final int BAD_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final TreeMap<String, Long> faults = new TreeMap<>();
    private final StringBuilder failures = new StringBuilder();
    private long first = 1;
    private long count = 1;
    private boolean json;
    private boolean help;
    private long failed;
    private long steps;
    private long inputs;
    private long orders;
    private long fills;
    private long restarts;

    private Simulate(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(final String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** @return the exit code */
    static int execute(final PrintStream out, final PrintStream err, final String... args) {
        final Simulate simulate = new Simulate(out, err);
        if (!simulate.parse(args)) {
            err.println(USAGE);
            return BAD_USAGE;
        }
        if (simulate.help) {
            out.println(USAGE);
            return 0;
        }
        return simulate.run();
    }

    private boolean parse(final String[] args) {
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--seeds" -> count = Long.parseLong(args[++i]);
                    case "--seed" -> first = Long.parseLong(args[++i]);
                    case "--json" -> json = true;
                    case "-h", "--help" -> help = true;
                    default -> {
                        err.println("simulate: unknown option " + args[i]);
                        return false;
                    }
                }
            }
        } catch (final NumberFormatException | ArrayIndexOutOfBoundsException mistake) {
            err.println("simulate: --seeds and --seed take a whole number");
            return false;
        }
        if (count < 1) {
            err.println("simulate: --seeds " + count + " is below 1: name how many seeds are to be run");
            return false;
        }
        return true;
    }

    private int run() {
        final World world = World.create(World.POSITION_LIMIT);
        final long startNs = System.nanoTime();
        for (long seed = first; seed < first + count; seed++) {
            final Outcome outcome = Simulation.run(seed, world, Flaw.NONE);
            add(outcome);
            if (!outcome.held() || count == 1) {
                err.println(outcome.text());
            }
            final long done = seed - first + 1;
            if (done % PROGRESS == 0 && done < count) {
                err.printf("%d of %d seeds, %d failed%n", done, count, failed);
            }
        }
        final double seconds = (System.nanoTime() - startNs) / NANOS;
        out.println(json ? json(seconds) : text(seconds));
        return failed == 0 ? 0 : 1;
    }

    private void add(final Outcome outcome) {
        steps += outcome.steps();
        inputs += outcome.inputs();
        orders += outcome.orders();
        fills += outcome.fills();
        restarts += outcome.restarts();
        outcome.faults().forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        if (!outcome.held()) {
            failed++;
            failures.append(failures.length() == 0 ? "" : ", ").append(outcome.json());
        }
    }

    private String text(final double seconds) {
        return String.format(
                Locale.ROOT,
                "%d seeds from %d: %d failed; %d steps, %d inputs, %d orders, %d fills, %d restarts%nfaults: %s%n"
                        + "%.1f s, %.1f seeds/s",
                count,
                first,
                failed,
                steps,
                inputs,
                orders,
                fills,
                restarts,
                faults,
                seconds,
                count / seconds);
    }

    private String json(final double seconds) {
        final StringBuilder counts = new StringBuilder();
        faults.forEach((fault, times) -> counts.append(counts.length() == 0 ? "" : ", ")
                .append('"')
                .append(fault)
                .append("\": ")
                .append(times));
        return String.format(
                Locale.ROOT,
                "{\"seeds\": %d, \"firstSeed\": %d, \"failed\": %d, \"steps\": %d, \"inputs\": %d, \"orders\": %d, "
                        + "\"fills\": %d, \"restarts\": %d, \"seconds\": %.3f, \"faults\": {%s}, \"failures\": [%s]}",
                count,
                first,
                failed,
                steps,
                inputs,
                orders,
                fills,
                restarts,
                seconds,
                counts,
                failures);
    }
}
