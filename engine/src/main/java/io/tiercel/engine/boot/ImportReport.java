package io.tiercel.engine.boot;

import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.boot.configuration.Decimals;
import io.tiercel.engine.boot.imports.ImportResult;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.TickTableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code tiercel feed import} has to tell. */
final class ImportReport {
    private static final int NAMES = 10;

    private ImportReport() {}

    static String text(final ImportResult result) {
        final StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "journal      %s%n", result.journal()));
        text.append(String.format(
                Locale.ROOT, "inputs       %,d, of market data %,d%n", result.inputs(), result.messages()));
        text.append(String.format(
                Locale.ROOT,
                "time         %s to %s%n",
                FeedTimes.utc(result.firstNs()),
                FeedTimes.utc(result.lastNs())));
        text.append(String.format(
                Locale.ROOT,
                "instruments  %,d: %s%s%n",
                result.instruments().size(),
                result.instruments().stream()
                        .limit(NAMES)
                        .map(InstrumentRow::symbol)
                        .collect(Collectors.joining(", ")),
                result.instruments().size() > NAMES ? ", and so on" : ""));
        if (!result.disabled().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "strategies   %s, not run: what they would have done tells tiercel replay %s"
                            + " --set strategies.%s.enabled=true%n",
                    String.join(", ", result.disabled()),
                    result.journal(),
                    result.disabled().get(0)));
        }
        return text.append(String.format(Locale.ROOT, "digest       %016x", result.digest()))
                .toString();
    }

    static String json(final ImportResult result, final long malformed) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", result.journal().toString())
                .put("inputs", result.inputs())
                .put("messages", result.messages())
                .put("first", FeedTimes.utc(result.firstNs()))
                .put("last", FeedTimes.utc(result.lastNs()))
                .put("digest", String.format(Locale.ROOT, "%016x", result.digest()))
                .key("instruments")
                .beginArray();
        for (final InstrumentRow row : result.instruments()) {
            json.beginObject()
                    .put("id", row.id())
                    .put("symbol", row.symbol())
                    .put("venueSymbol", row.venueSymbol())
                    .put("depth", row.byOrder() ? "by-order" : "by-level")
                    .put("tick", tick(result, row))
                    .endObject();
        }
        json.endArray().key("strategies").beginArray();
        result.disabled().forEach(json::value);
        json.endArray().key("bookFaults").beginObject();
        result.bookFaults().forEach((fault, count) -> json.put(fault.name(), count));
        json.endObject().key("leftOut").beginObject();
        result.leftOut().forEach(json::put);
        return json.endObject()
                .put("leftOutMessages", result.leftOutCount())
                .put("leftOutFeeds", result.feedsLeftOut())
                .put("ordersLeftOut", result.ordersLeftOut())
                .put("stray", result.stray())
                .put("refused", result.refused())
                .put("unknown", result.unknown())
                .put("malformed", malformed)
                .put("whole", result.whole())
                .endObject()
                .toString();
    }

    /** The least one; null where the table is not known. */
    private static String tick(final ImportResult result, final InstrumentRow row) {
        return result.tickTables().stream()
                .filter(table -> table.id() == row.tickTableId())
                .map(TickTableRows::entries)
                .map(entries -> Decimals.format(entries.get(0).tickNanos(), Decimals.NANO_SCALE))
                .findFirst()
                .orElse(null);
    }

    /** What is not in the journal as it is in the files. */
    static List<String> warnings(final ImportResult result) {
        final List<String> lines = new ArrayList<>();
        if (!result.whole()) {
            lines.add("stopped: the journal does not go to the end of the files");
        }
        if (!result.leftOut().isEmpty()) {
            final String names = result.leftOut().keySet().stream().limit(NAMES).collect(Collectors.joining(", "));
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d messages are about instruments that the configuration does not have: %s%s; add them to"
                            + " instruments.csv, or write --instruments auto",
                    result.leftOutCount(),
                    names,
                    result.leftOut().size() > NAMES ? ", and so on" : ""));
        }
        warn(
                lines,
                result.feedsLeftOut(),
                "feeds of the files are left out, since a venue has one; import each on its own, or write"
                        + " --instruments auto");
        if (result.ordersLeftOut() > 0) {
            lines.add(noRoom(result.ordersLeftOut()));
        }
        warn(
                lines,
                result.stray(),
                "messages have a time more than a second before, or a year after, earlier ones, and were given the time"
                        + " of those; give the files in their order, and those of several days each on its own");
        warn(lines, result.refused(), "messages are none that a feed may send");
        warn(
                lines,
                result.unknown(),
                "datagrams or messages are of no protocol that is known; where they are of one, name it by --protocol");
        if (!result.bookFaults().isEmpty()) {
            lines.add("did not fit the books, as in the files: "
                    + result.bookFaults().entrySet().stream()
                            .map(each -> word(each.getKey()) + " " + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    /** Of orders beyond what a book by order may have. */
    static String noRoom(final long orders) {
        return String.format(
                Locale.ROOT,
                "%,d orders found no room in their books, which then wait for a snapshot that fits; give more with"
                        + " --max-orders",
                orders);
    }

    private static void warn(final List<String> lines, final long count, final String what) {
        if (count > 0) {
            lines.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private static String word(final BookFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
