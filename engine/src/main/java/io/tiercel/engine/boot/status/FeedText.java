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
            sockets(json, "lines", "line", feed.lines());
            sockets(json, "sockets", "socket", feed.others());
            json.endObject();
        }
        json.endArray();
    }

    private static void sockets(
            final JsonWriter json, final String key, final String nameKey, final List<FeedFigures.Socket> sockets) {
        json.key(key).beginArray();
        for (final FeedFigures.Socket socket : sockets) {
            json.beginObject()
                    .put(nameKey, socket.name())
                    .put("address", socket.address())
                    .put("interface", socket.networkInterface().isEmpty() ? null : socket.networkInterface())
                    .put("source", socket.source().isEmpty() ? null : socket.source());
            socket.counts().forEach(json::put);
            json.endObject();
        }
        json.endArray();
    }

    /** A line for each feed, with all that is not zero, and one for each of its sockets; empty without feeds. */
    public static String text(final List<FeedFigures> feeds) {
        final StringBuilder text = new StringBuilder();
        for (final FeedFigures feed : feeds) {
            text.append("FEED ").append(feed.feed()).append("  ").append(feed.state());
            counts(text, feed.counts());
            feed.lines().forEach(line -> socket(text, "line " + line.name(), line));
            feed.others().forEach(socket -> socket(text, socket.name(), socket));
        }
        return text.toString();
    }

    private static void socket(final StringBuilder text, final String title, final FeedFigures.Socket socket) {
        text.append("  ")
                .append(title)
                .append(" at ")
                .append(socket.address())
                .append(socket.networkInterface().isEmpty() ? "" : " by " + socket.networkInterface())
                .append(socket.source().isEmpty() ? "" : " from " + socket.source());
        counts(text, socket.counts());
    }

    /** What a person should look at: datagrams that came and did not get where they should. */
    public static List<String> worthALook(final FeedFigures feed) {
        final List<String> all = new ArrayList<>();
        feed.lines().forEach(line -> worthALook(all, "of feed " + feed.feed() + ", line " + line.name(), line));
        feed.others().forEach(socket -> worthALook(all, "of feed " + feed.feed() + ", " + socket.name(), socket));
        return all;
    }

    private static void worthALook(final List<String> all, final String of, final FeedFigures.Socket socket) {
        final long dropped = socket.counts().getOrDefault("hostDropped", 0L);
        if (dropped > 0) {
            all.add(String.format(Locale.ROOT, "%,d datagrams %s, that the host dropped", dropped, of));
        }
        final long lost = socket.counts().getOrDefault("notCaptured", 0L);
        if (lost > 0) {
            all.add(String.format(Locale.ROOT, "%,d datagrams %s, that are not in its captures", lost, of));
        }
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
