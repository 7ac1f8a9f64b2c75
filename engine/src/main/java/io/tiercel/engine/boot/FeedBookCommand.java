package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.history.BookBuild;
import io.tiercel.engine.feed.history.BookEntry;
import io.tiercel.engine.feed.history.BookTime;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tiercel feed book}. */
@Command(
        name = "book",
        description = "Builds the books that files of market data say, at their end or at a time. Several files, in"
                + " order, are one stream.",
        sortOptions = false)
final class FeedBookCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MAX_ORDERS = 1 << 25;

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private FeedFileOptions options;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            description = "Only this one: its symbol, or its number at the exchange.")
    private String instrument;

    @Option(
            names = "--levels",
            paramLabel = "N",
            description = "How many levels of each side are shown; all of them with --json if not said, else 5.")
    private Integer levels;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The books after all messages up to this time: 09:30:00.5 in the time zone of --zone,"
                    + " or UTC as 2019-12-30T14:30:00.5Z.")
    private String at;

    @Mixin
    private FeedDayOptions day;

    @Option(
            names = "--max-orders",
            paramLabel = "N",
            description = "Room for so many orders in all books together; 4194304 if not said, 32 bytes each and more.")
    private Integer maxOrders;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    FeedBookCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        check(levels == null || levels >= 0, "--levels " + levels + " is below 0");
        check(
                maxOrders == null || maxOrders > 0 && maxOrders <= MAX_ORDERS,
                "--max-orders " + maxOrders + " is not within 1 and " + MAX_ORDERS);
        final BookTime until = until();
        final long dayNs = day.dayNs();
        day.refuseIdleZone("a time of day of --at and of ", at != null && at.indexOf('T') < 0);
        final Faults faults = options.faults();
        final ProgressBar bar = new ProgressBar(err);
        try {
            final BookBuild build =
                    new BookBuild(options.bookFiles(), faults, until, maxOrders == null ? 0 : maxOrders, dayNs);
            build.run(FeedFileOptions.progress(bar));
            bar.close();
            if (!faults.stopped()) {
                return report(build, faults);
            }
            return FeedFileOptions.verdict(faults, err);
        } catch (final HistoryException bad) {
            bar.close();
            err.println("tiercel: " + bad.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final OutOfMemoryError tooMuch) {
            bar.close();
            err.println(
                    "tiercel: there is not enough memory for the books; give room for fewer orders with --max-orders,"
                            + " or more memory with TIERCEL_JAVA_OPTS=-Xmx4g");
            return ExitCode.ENVIRONMENT;
        } finally {
            bar.close();
        }
    }

    private int report(final BookBuild build, final Faults faults) {
        final List<BookEntry> wanted = build.entries().stream()
                .filter(this::isWanted)
                .sorted((a, b) -> Long.compare(a.code(), b.code()))
                .toList();
        if (wanted.isEmpty() && instrument != null) {
            err.println("tiercel: --instrument " + instrument + " is not in these files"
                    + (at == null ? "" : " up to " + at)
                    + "; tiercel feed inspect lists the "
                    + build.entries().size() + " that are");
            return ExitCode.BAD_INPUT;
        }
        out.println(
                json
                        ? BookReport.json(build, wanted, levels == null ? Integer.MAX_VALUE : levels, faults)
                        : BookReport.text(build, wanted, levels));
        if (wanted.isEmpty() && at != null) {
            err.println("no message of these files is of " + at + " or before");
        }
        build.notes().forEach(err::println);
        leftOut(build.ordersLeftOut(), "orders found no room; give more with --max-orders");
        leftOut(build.instrumentsLeftOut(), "instruments found no room: more than there can be at an exchange");
        leftOut(
                build.unknownCount(),
                "datagrams or messages are of no protocol that is known; where they are of one, name it by --protocol");
        return FeedFileOptions.verdict(faults, err);
    }

    private void leftOut(final long count, final String what) {
        if (count > 0) {
            err.println(count + " " + what);
        }
    }

    private boolean isWanted(final BookEntry entry) {
        return instrument == null
                || entry.symbol().equals(instrument)
                || Long.toString(entry.code()).equals(instrument);
    }

    private BookTime until() {
        if (at == null) {
            return BookTime.never();
        }
        try {
            if (at.indexOf('T') >= 0) {
                final Instant instant = Instant.parse(at);
                return BookTime.at(
                        Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND_NS), instant.getNano()));
            }
            return BookTime.at(LocalTime.parse(at), day.zone());
        } catch (final DateTimeException | ArithmeticException unreadable) {
            throw bad("--at " + at + " is no time; write 09:30:00.5 for a time of day, or 2019-12-30T14:30:00.5Z");
        }
    }

    private void check(final boolean good, final String text) {
        if (!good) {
            throw bad(text);
        }
    }

    private ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
