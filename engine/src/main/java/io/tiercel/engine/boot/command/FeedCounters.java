package io.tiercel.engine.boot.command;

import io.aeron.Aeron;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.observe.FeedFigures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * What feed lanes have counted, among the counters of the media driver that they use, in the engine's process or in one
 * of their own. They end with that process.
 *
 * <pre>
 *  type    {@value #TYPE}
 *  key     0 process id (8)
 *  label   tiercel feed=FEED NAME, or
 *          tiercel feed=FEED line=A at=HOST:PORT interface=NAME source=ADDRESS NAME, empty where it has none, or
 *          tiercel feed=FEED socket=snapshots-A at=HOST:PORT interface=NAME source=ADDRESS NAME
 * </pre>
 */
public final class FeedCounters {
    public static final int TYPE = 41_300;

    private static final String STATE = "state";
    private static final String LINE = "line=";
    private static final String SOCKET = "socket=";
    /** Of a label that is not about a line or another socket. */
    private static final int FEED_WORDS = 3;

    private static final LaneState[] STATES = LaneState.values();

    private final List<AtomicCounter> counters = new ArrayList<>();

    /** Makes them, with zeros; {@link #set} wants the same feed and sockets. */
    public FeedCounters(final Aeron aeron, final FeedFigures figures) {
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Long.BYTES]);
        key.putLong(0, figures.processId());
        final String feed = "tiercel feed=" + figures.feed() + ' ';
        add(aeron, key, feed + STATE);
        figures.counts().keySet().forEach(name -> add(aeron, key, feed + name));
        figures.lines().forEach(line -> add(aeron, key, feed + LINE, line));
        figures.others().forEach(socket -> add(aeron, key, feed + SOCKET, socket));
    }

    private void add(final Aeron aeron, final UnsafeBuffer key, final String begin, final FeedFigures.Socket socket) {
        final String text = begin + socket.name() + " at=" + socket.address() + " interface="
                + socket.networkInterface() + " source=" + socket.source() + ' ';
        socket.counts().keySet().forEach(name -> add(aeron, key, text + name));
    }

    private void add(final Aeron aeron, final UnsafeBuffer key, final String text) {
        final byte[] label = text.getBytes(StandardCharsets.US_ASCII);
        counters.add(aeron.addCounter(TYPE, key, 0, Long.BYTES, new UnsafeBuffer(label), 0, label.length));
    }

    /** One thread. */
    public void set(final FeedFigures figures) {
        int next = 0;
        set(next++, LaneState.valueOf(figures.state().toUpperCase(Locale.ROOT)).ordinal());
        for (final long value : figures.counts().values()) {
            set(next++, value);
        }
        next = setAll(next, figures.lines());
        setAll(next, figures.others());
    }

    private int setAll(final int first, final List<FeedFigures.Socket> sockets) {
        int next = first;
        for (final FeedFigures.Socket socket : sockets) {
            for (final long value : socket.counts().values()) {
                set(next++, value);
            }
        }
        return next;
    }

    private void set(final int index, final long value) {
        final AtomicCounter counter = counters.get(index);
        // Aeron closes them when its driver is gone, and takes their memory away some seconds later.
        if (!counter.isClosed()) {
            counter.setOrdered(value);
        }
    }

    /**
     * Those of all lanes that use a media driver.
     *
     * @throws NotReachedException when they cannot be read
     */
    public static List<FeedFigures> read(final Path driverFolder) {
        final Map<String, Found> feeds = new TreeMap<>();
        EngineCounters.forEach(driverFolder, (counterId, typeId, key, label, value) -> {
            if (typeId == TYPE) {
                final String[] words = label.split(" ");
                feeds.computeIfAbsent(words[1] + key.getLong(0), any -> new Found(value(words[1]), key.getLong(0)))
                        .add(words, value);
            }
        });
        return feeds.values().stream().map(Found::figures).toList();
    }

    private static String value(final String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    /** One lane's, in whatever order they come. */
    private static final class Found {
        private final String feed;
        private final long processId;
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private final SortedMap<String, FeedFigures.Socket> lines = new TreeMap<>();
        private final SortedMap<String, FeedFigures.Socket> others = new TreeMap<>();
        private LaneState state = LaneState.WAITING;

        Found(final String feed, final long processId) {
            this.feed = feed;
            this.processId = processId;
        }

        void add(final String[] words, final long value) {
            final String name = words[words.length - 1];
            if (words.length > FEED_WORDS) {
                (words[2].startsWith(LINE) ? lines : others)
                        .computeIfAbsent(
                                value(words[2]),
                                socket -> new FeedFigures.Socket(
                                        socket,
                                        value(words[3]),
                                        value(words[4]),
                                        value(words[5]),
                                        new LinkedHashMap<>()))
                        .counts()
                        .put(name, value);
            } else if (name.equals(STATE)) {
                state = STATES[(int) Math.min(Math.max(0, value), STATES.length - 1)];
            } else {
                counts.put(name, value);
            }
        }

        FeedFigures figures() {
            return new FeedFigures(
                    feed,
                    processId,
                    state.name().toLowerCase(Locale.ROOT),
                    counts,
                    List.copyOf(lines.values()),
                    List.copyOf(others.values()));
        }
    }
}
