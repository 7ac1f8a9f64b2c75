package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.engine.feed.bars.Bar;
import io.tiercel.engine.feed.bars.BarListener;
import io.tiercel.engine.feed.bars.Bars;
import io.tiercel.engine.feed.bars.Spreads;
import io.tiercel.engine.feed.history.BookEntry;
import io.tiercel.engine.feed.history.TradeReading;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Writes bars as they come. */
abstract class BarWriter implements BarListener {
    private static final String TITLES = "instrument,start,end,open,high,low,close,volume,turnover,trades,vwap,whole";

    private final PrintStream out;
    /** Null where they are not told. */
    private final Spreads spreads;

    private final List<BookEntry> entries = new ArrayList<>();

    private BarWriter(final PrintStream out, final Spreads spreads) {
        this.out = out;
        this.spreads = spreads;
    }

    /**
     * A line of titles and one for each bar.
     *
     * @param spreads of all that was traded; null where they are not told, here and below
     */
    static BarWriter csv(final PrintStream out, final Spreads spreads) {
        out.println(spreads == null ? TITLES : TITLES + ",averageSpread");
        return new BarWriter(out, spreads) {
            @Override
            void write(final String instrument, final Bar bar, final boolean whole) {
                out.println(String.join(
                        ",",
                        quoted(instrument),
                        FeedTimes.utc(bar.startNs()),
                        FeedTimes.utc(bar.endNs()),
                        price(bar.openNanos()),
                        price(bar.highNanos()),
                        price(bar.lowNanos()),
                        price(bar.closeNanos()),
                        volume(bar),
                        turnover(bar),
                        Long.toString(bar.tradeCount()),
                        price(bar.vwapNanos()),
                        Boolean.toString(whole) + (spreads == null ? "" : "," + text(spread(bar)))));
            }
        };
    }

    /** One JSON object for each. */
    static BarWriter jsonLines(final PrintStream out, final Spreads spreads) {
        return new BarWriter(out, spreads) {
            @Override
            void write(final String instrument, final Bar bar, final boolean whole) {
                out.println(object(instrument, bar, whole));
            }
        };
    }

    /** One JSON object of all. */
    static BarWriter json(final PrintStream out, final Spreads spreads) {
        out.print("{\"bars\":[");
        return new BarWriter(out, spreads) {
            private boolean any;

            @Override
            void write(final String instrument, final Bar bar, final boolean whole) {
                out.print((any ? "," : "") + object(instrument, bar, whole));
                any = true;
            }

            @Override
            void end(final TradeReading reading, final Bars bars) {
                final String counts = new JsonWriter()
                        .beginObject()
                        .put("trades", bars.tradeCount())
                        .put("broken", reading.brokenCount())
                        .put("unpriced", reading.unpricedCount())
                        .put("unpricedVolume", reading.unpricedQuantity())
                        .put("refused", bars.refusedCount())
                        .put("late", bars.lateCount())
                        .put("malformed", reading.faults().count())
                        .endObject()
                        .toString();
                out.println("]," + counts.substring(1));
            }
        };
    }

    abstract void write(String instrument, Bar bar, boolean whole);

    /** After the last bar. */
    void end(final TradeReading reading, final Bars bars) {
        // Lines are whole as they are.
    }

    /** Of the next trade. */
    final void entry(final BookEntry entry, final Bars bars) {
        while (entries.size() < entry.id()) {
            entries.add(null);
        }
        if (entries.set(entry.id() - 1, entry) == null) {
            bars.define(entry.id(), entry.quantityDecimals());
        }
    }

    @Override
    public final void onBar(final Bar bar, final boolean whole) {
        final BookEntry entry = entries.get(bar.instrumentId() - 1);
        write(entry.symbol().isEmpty() ? Long.toString(entry.code()) : entry.symbol(), bar, whole);
    }

    final String object(final String instrument, final Bar bar, final boolean whole) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("instrument", instrument)
                .put("start", FeedTimes.utc(bar.startNs()))
                .put("end", FeedTimes.utc(bar.endNs()))
                .put("open", price(bar.openNanos()))
                .put("high", price(bar.highNanos()))
                .put("low", price(bar.lowNanos()))
                .put("close", price(bar.closeNanos()))
                .key("volume")
                .decimal(bar.volume(), bar.quantityScale())
                .put("turnover", turnover(bar))
                .put("trades", bar.tradeCount())
                .put("vwap", price(bar.vwapNanos()))
                .put("whole", whole);
        if (spreads != null) {
            json.put("averageSpread", spread(bar));
        }
        return json.endObject().toString();
    }

    /** Null where there was no quote between trades. */
    final String spread(final Bar bar) {
        final long average = spreads.averageNanos(bar.instrumentId());
        return average == Spreads.NONE ? null : price(average);
    }

    private static String text(final String value) {
        return value == null ? "" : value;
    }

    private static String quoted(final String text) {
        return text.indexOf(',') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String price(final long nanos) {
        return FixedPoint.format(nanos, FixedPoint.PRICE_SCALE);
    }

    private static String volume(final Bar bar) {
        return FixedPoint.format(bar.volume(), bar.quantityScale());
    }

    private static String turnover(final Bar bar) {
        final BigDecimal exact = new BigDecimal(bar.turnoverNanos(), FixedPoint.PRICE_SCALE + bar.quantityScale());
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
