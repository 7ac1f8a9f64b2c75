package io.tiercel.engine.boot.session;

import io.aeron.Subscription;
import io.tiercel.engine.boot.command.FeedCounters;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.feed.AeronLine;
import io.tiercel.engine.ingress.FeedLine;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.observe.FeedFigures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The feeds of a live run: those with a lane in this process, and those that another one publishes. Who is to publish
 * them is not waited for: until a feed says that its books are live, nothing is traded on them. Main's.
 */
final class LiveFeeds {
    /** How often other programs see what is counted. */
    static final long SHOW_NS = 1_000_000_000L;

    private final List<FeedThread> lanes = new ArrayList<>();
    private final List<Subscription> within = new ArrayList<>();
    private final List<FeedNews> news = new ArrayList<>();
    private final List<InputSource> sources = new ArrayList<>();
    private final List<FeedCounters> counters = new ArrayList<>();
    private long showNs = System.nanoTime();
    private boolean hung;

    LiveFeeds(final Session session, final AeronTransport transport, final PrintStream err) {
        for (final Feed feed : session.configuration().feeds()) {
            final Subscription subscription = transport.feed(feed);
            final FeedLine line = new FeedLine(feed.venueId(), subscription);
            sources.add(line);
            if (feed.external()) {
                news.add(new FeedNews(feed.name(), line, err));
                err.println("feed " + feed.name() + ": comes by " + feed.channel() + ", stream "
                        + subscription.streamId() + "; its books are closed until it says that they are live");
            } else {
                within.add(subscription);
                lanes.add(new FeedThread(
                        feed,
                        session.reference(),
                        new AeronLine(transport.feedPublication(feed)),
                        session.journalFolder(),
                        err));
            }
        }
        for (final FeedThread lane : lanes) {
            counters.add(transport.feedCounters(lane.figures()));
        }
    }

    /** What has to be connected before the lanes start. */
    List<Subscription> subscriptions() {
        return within;
    }

    /** What ingress polls, behind these. */
    InputSource[] after(final List<InputSource> others) {
        final List<InputSource> all = new ArrayList<>(others);
        all.addAll(sources);
        return all.toArray(new InputSource[0]);
    }

    void start(final Consumer<Thread> started) {
        lanes.forEach(lane -> started.accept(lane.start()));
    }

    /** Says what has changed since it was asked last. */
    void tell() {
        lanes.forEach(FeedThread::tell);
        news.forEach(FeedNews::tell);
        if (System.nanoTime() - showNs >= 0) {
            showNs = System.nanoTime() + SHOW_NS;
            for (int i = 0; i < lanes.size(); i++) {
                counters.get(i).set(lanes.get(i).figures());
            }
        }
    }

    /** What the lanes of this process have counted. */
    List<FeedFigures> figures() {
        return lanes.stream().map(FeedThread::figures).toList();
    }

    void close() {
        lanes.forEach(lane -> hung |= !lane.close());
    }

    /** A thread did not end: nothing that it uses may be closed. After {@link #close}. */
    boolean hung() {
        return hung;
    }
}
