package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.bars.BarRule;
import io.tiercel.engine.feed.bars.Bars;
import io.tiercel.engine.feed.bars.Spreads;
import io.tiercel.engine.feed.history.BookEntry;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.TradeReading;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tiercel feed bars}. */
@Command(
        name = "bars",
        description = "Adds up the trades of files of market data: bars of time, trades, volume or turnover, or the"
                + " statistics of the session. Several files, in order, are one stream.",
        sortOptions = false)
final class FeedBarsCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private FeedFileOptions options;

    @ArgGroup(multiplicity = "1")
    private Rule rule;

    @Option(
            names = "--fill",
            description = "With --time: bars without trades, too, from an instrument's first trade on, as long as"
                    + " anything trades; all prices are the last one before.")
    private boolean fill;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            description = "Only this one: its symbol, or its number at the exchange.")
    private String instrument;

    @Mixin
    private FeedDayOptions day;

    @ArgGroup
    private Shape shape = new Shape();

    @Spec
    private CommandSpec spec;

    /** What makes a bar whole. */
    static final class Rule {
        @Option(
                names = "--time",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "Bars of this length, such as 1m: counted from 1970-01-01 in UTC, with --zone from each"
                        + " midnight there.")
        private Long timeNs;

        @Option(names = "--tick", paramLabel = "N", description = "Bars of so many trades.")
        private Long trades;

        @Option(names = "--volume", paramLabel = "Q", description = "Bars of at least this volume.")
        private Long volume;

        @Option(
                names = "--dollar",
                paramLabel = "V",
                description = "Bars of at least this turnover, price × quantity, such as 1000000; prices below 0 count"
                        + " like those above.")
        private String turnover;

        @Option(names = "--session", description = "One bar of all trades of an instrument.")
        private boolean session;
    }

    /** How the result is written. */
    static final class Shape {
        @Option(names = "--csv", description = "A line of titles and a line for each bar; so if nothing is said.")
        private boolean csv;

        @Option(names = "--json", description = "One JSON object and nothing else.")
        private boolean json;

        @Option(names = "--jsonl", description = "One JSON object a bar, each on its line.")
        private boolean lines;
    }

    FeedBarsCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final BarRule checked = rule();
        day.refuseIdleZone("--time and ", rule.timeNs != null);
        final PrintStream target =
                new PrintStream(new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        final Spreads spreads = rule.session ? new Spreads() : null;
        final BarWriter writer = shape.json
                ? BarWriter.json(target, spreads)
                : shape.lines ? BarWriter.jsonLines(target, spreads) : BarWriter.csv(target, spreads);
        final Bars bars = new Bars(checked, writer);
        final TradeReading reading = new TradeReading(
                options::bookFiles, options.faults(), instrument, day.dayNs(), new Adder(writer, bars, spreads));
        final ProgressBar bar = new ProgressBar(err);
        try {
            final HistoryFiles.Progress shown = FeedFileOptions.progress(bar);
            reading.run((file, bytes, all) -> shown.onBytes(file, bytes, all) && !out.checkError());
            bar.close();
            if (reading.faults().stopped()) {
                return FeedFileOptions.verdict(reading.faults(), err);
            }
            return report(reading, bars, writer, target);
        } catch (final HistoryException bad) {
            bar.close();
            err.println("tiercel: " + bad.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final OutOfMemoryError tooMuch) {
            bar.close();
            err.println("tiercel: there is not enough memory for the books; give more with TIERCEL_JAVA_OPTS=-Xmx4g");
            return ExitCode.ENVIRONMENT;
        } finally {
            bar.close();
        }
    }

    /** Trades to bars, and of sessions quotes to spreads. */
    private record Adder(BarWriter writer, Bars bars, Spreads spreads) implements TradeReading.Listener {
        @Override
        public void onTrade(final BookEntry entry, final long timeNs, final long priceNanos, final long quantity) {
            writer.entry(entry, bars);
            bars.onTrade(entry.id(), timeNs, priceNanos, quantity);
            if (spreads != null) {
                spreads.onTrade(entry.id(), timeNs);
            }
        }

        @Override
        public void onBook(final BookEntry entry, final long timeNs, final Book book) {
            if (spreads == null) {
                return;
            }
            if (book.tradable()) {
                spreads.onQuote(entry.id(), timeNs, book.bidPriceNanos(), book.askPriceNanos());
            } else {
                spreads.onNoQuote(entry.id(), timeNs);
            }
        }
    }

    private int report(final TradeReading reading, final Bars bars, final BarWriter writer, final PrintStream target) {
        if (instrument != null && reading.entries().isEmpty()) {
            err.println("tiercel: --instrument " + instrument
                    + " is not in these files; tiercel feed inspect lists those that are");
            return ExitCode.BAD_INPUT;
        }
        bars.end();
        writer.end(reading, bars);
        target.flush();
        reading.notes().forEach(err::println);
        tell(reading.brokenCount(), "trades were taken back by the exchange, and are in no bar");
        tell(
                reading.unpricedCount(),
                "executions are of orders that no message told of, so that their price is not known; "
                        + reading.unpricedQuantity() + " in volume are in no bar");
        tell(bars.refusedCount(), "trades are of a price, quantity or time that cannot be, and are in no bar");
        tell(bars.lateCount(), "trades are late, and are in a bar after that of their time");
        tell(reading.instrumentsLeftOut(), "instruments found no room: more than there can be at an exchange");
        tell(
                reading.unknownCount(),
                "datagrams or messages are of no protocol that is known; where they are of one, name it by --protocol");
        return FeedFileOptions.verdict(reading.faults(), err);
    }

    private void tell(final long count, final String what) {
        if (count > 0) {
            err.println(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private BarRule rule() {
        check(!fill || rule.timeNs != null, "--fill is of bars of time; add --time, or leave it out");
        try {
            if (rule.timeNs != null) {
                return BarRule.time(rule.timeNs, day.zoneIfSaid(), fill);
            }
            if (rule.trades != null) {
                return BarRule.trades(atLeastOne("--tick", rule.trades));
            }
            if (rule.volume != null) {
                return BarRule.volume(atLeastOne("--volume", rule.volume));
            }
            return rule.turnover == null
                    ? BarRule.session()
                    : BarRule.turnover(atLeastOne("--dollar", FixedPoint.parse(rule.turnover, FixedPoint.PRICE_SCALE)));
        } catch (final NumberFormatException unreadable) {
            throw bad("--dollar " + rule.turnover
                    + " is no amount; write at most 9223372036 with at most 9 decimals, such as 1000000");
        } catch (final IllegalArgumentException impossible) {
            throw bad("--time with --zone: " + impossible.getMessage());
        }
    }

    private long atLeastOne(final String option, final long value) {
        check(value > 0, option + " is not above 0");
        return value;
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
