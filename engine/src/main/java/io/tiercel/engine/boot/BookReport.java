package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.feed.history.BookBuild;
import io.tiercel.engine.feed.history.BookEntry;
import io.tiercel.engine.feed.history.Faults;
import java.util.List;
import java.util.Locale;

/** Books that were built of files, as text and as JSON. */
final class BookReport {
    private static final int LEVELS_SHOWN = 5;
    /** Of so many, only the best level each. */
    private static final int FEW = 10;

    private BookReport() {}

    static String json(final BookBuild build, final List<BookEntry> entries, final int levels, final Faults faults) {
        final JsonWriter json =
                new JsonWriter().beginObject().key("instruments").beginArray();
        for (final BookEntry entry : entries) {
            final Book book = build.book(entry);
            json.beginObject()
                    .put("id", entry.code())
                    .put("symbol", entry.symbol())
                    .put("state", state(entry, book))
                    .put("bidLevels", book.levelCount(Side.BUY))
                    .put("askLevels", book.levelCount(Side.SELL))
                    .put("orders", build.orderCount(entry));
            side(json.key("bids"), entry, book, Side.BUY, levels);
            side(json.key("asks"), entry, book, Side.SELL, levels);
            json.put("crossed", entry.crossed()).put("trades", entry.trades()).put("errors", entry.errors());
            if (entry.statistics() != null) {
                json.key("statistics").beginObject();
                entry.statistics().writeTo(new JsonFields(json));
                json.endObject();
            }
            json.endObject();
        }
        json.endArray().put("malformed", faults.count());
        if (build.ordersLeftOut() > 0) {
            json.put("ordersLeftOut", build.ordersLeftOut());
        }
        return json.endObject().toString();
    }

    private static void side(
            final JsonWriter json, final BookEntry entry, final Book book, final Side side, final int levels) {
        json.beginArray();
        for (int i = 0; i < Math.min(levels, book.levelCount(side)); i++) {
            json.beginArray()
                    .value(price(book, side, i))
                    .decimal(book.levelQuantity(side, i), entry.quantityDecimals())
                    .value((long) book.levelOrderCount(side, i))
                    .endArray();
        }
        json.endArray();
    }

    private static String price(final Book book, final Side side, final int level) {
        return FixedPoint.format(book.levelPriceNanos(side, level), FixedPoint.PRICE_SCALE);
    }

    /** What the book is worth: one that missed something, or could not take something, is stale. */
    private static String state(final BookEntry entry, final Book book) {
        if (book.feedState() == FeedState.LIVE) {
            return entry.faulty() ? "stale" : "live";
        }
        return book.feedState() == FeedState.RECOVERING ? "recovering" : "stale";
    }

    /** @param levels null for a number that fits */
    static String text(final BookBuild build, final List<BookEntry> entries, final Integer levels) {
        final StringBuilder text = new StringBuilder();
        final int shown = levels != null ? levels : entries.size() > FEW ? 1 : LEVELS_SHOWN;
        for (final BookEntry entry : entries) {
            final Book book = build.book(entry);
            text.append(String.format(
                    Locale.ROOT,
                    "%s (%d), %s: %d bid levels, %d ask levels, %d orders, %d trades, crossed %d times, %d errors%n",
                    entry.symbol().isEmpty() ? "without symbol" : entry.symbol(),
                    entry.code(),
                    state(entry, book),
                    book.levelCount(Side.BUY),
                    book.levelCount(Side.SELL),
                    build.orderCount(entry),
                    entry.trades(),
                    entry.crossed(),
                    entry.errors()));
            final int rows = Math.min(shown, Math.max(book.levelCount(Side.BUY), book.levelCount(Side.SELL)));
            for (int i = 0; i < rows; i++) {
                text.append(String.format(
                                Locale.ROOT,
                                "%s | %s",
                                cells(entry, book, Side.BUY, i),
                                cells(entry, book, Side.SELL, i))
                        .stripTrailing());
                text.append(System.lineSeparator());
            }
        }
        return entries.isEmpty() ? "no instruments" : text.toString().stripTrailing();
    }

    private static String cells(final BookEntry entry, final Book book, final Side side, final int level) {
        if (level >= book.levelCount(side)) {
            return " ".repeat(40);
        }
        final String quantity = FixedPoint.format(book.levelQuantity(side, level), entry.quantityDecimals());
        final String orders = "(" + book.levelOrderCount(side, level) + ")";
        return side == Side.BUY
                ? String.format(Locale.ROOT, "%12s %12s %14s", orders, quantity, price(book, side, level))
                : String.format(Locale.ROOT, "%-14s %12s %12s", price(book, side, level), quantity, orders);
    }
}
