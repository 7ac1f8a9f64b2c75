package io.tiercel.engine.boot.status;

import io.tiercel.engine.boot.JsonWriter;
import io.tiercel.engine.observe.FeedFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What feed lanes have counted, for people and for scripts. */
public final class FeedText {
    private FeedText() {}

    /** An array in an object that has begun. */
    public static void json(final JsonWriter json, final List<FeedFigures> feeds) {
        json.key("feeds").beginArray();
        for (final FeedFigures feed : feeds) {
            json.beginObject()
                    .put("feed", feed.feed())
                    .put("process", feed.processId())
                    .put("state", feed.state());
            feed.counts().forEach(json::put);
            json.key("lines").beginArray();
            for (final FeedFigures.Line line : feed.lines()) {
                json.beginObject()
                        .put("line", line.name())
                        .put("address", line.address())
                        .put("interface", line.networkInterface().isEmpty() ? null : line.networkInterface())
                        .put("source", line.source().isEmpty() ? null : line.source());
                line.counts().forEach(json::put);
                json.endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    /** A line for each feed, with all that is not zero, and one for each of its lines; empty without feeds. */
    public static String text(final List<FeedFigures> feeds) {
        final StringBuilder text = new StringBuilder();
        for (final FeedFigures feed : feeds) {
            text.append("FEED ").append(feed.feed()).append("  ").append(feed.state());
            counts(text, feed.counts());
            for (final FeedFigures.Line line : feed.lines()) {
                text.append("  line ")
                        .append(line.name())
                        .append(" at ")
                        .append(line.address())
                        .append(line.networkInterface().isEmpty() ? "" : " by " + line.networkInterface())
                        .append(line.source().isEmpty() ? "" : " from " + line.source());
                counts(text, line.counts());
            }
        }
        return text.toString();
    }

    /** What a person should look at: datagrams that came and did not get where they should. */
    public static List<String> worthALook(final FeedFigures feed) {
        final List<String> all = new ArrayList<>();
        for (final FeedFigures.Line line : feed.lines()) {
            final String of = "of feed " + feed.feed() + ", line " + line.name();
            final long dropped = line.counts().getOrDefault("hostDropped", 0L);
            if (dropped > 0) {
                all.add(String.format(Locale.ROOT, "%,d datagrams %s, that the host dropped", dropped, of));
            }
            final long lost = line.counts().getOrDefault("notCaptured", 0L);
            if (lost > 0) {
                all.add(String.format(Locale.ROOT, "%,d datagrams %s, that are not in its captures", lost, of));
            }
        }
        return all;
    }

    private static void counts(final StringBuilder text, final Map<String, Long> counts) {
        counts.forEach((name, value) -> {
            if (value != 0) {
                text.append(String.format(Locale.ROOT, "  %s %,d", name, value));
            }
        });
        text.append('\n');
    }
}
