package io.tiercel.engine.boot.imports;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.PublishedFeed;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FeedReading;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import java.util.List;
import java.util.SortedMap;

/** Plays what files say to an engine, as one of its feeds; for the instruments of the configuration. */
public final class HistoryPlay {
    private final Feed feed;
    private final ReferenceData reference;
    private final long dayNs;
    private final int maxBookOrders;
    private final Faults faults;
    private final ConfiguredListings listings;
    private FeedReading reading;
    private long ordersLeftOut;

    /**
     * @param dayNs         a moment of the day that times of day are on, UTC
     * @param maxBookOrders in each book whose handler keeps its orders
     */
    public HistoryPlay(
            final Feed feed,
            final ReferenceData reference,
            final long dayNs,
            final int maxBookOrders,
            final Faults faults) {
        this.feed = feed;
        this.reference = reference;
        this.dayNs = dayNs;
        this.maxBookOrders = maxBookOrders;
        this.faults = faults;
        listings = new ConfiguredListings(reference, feed.venueId());
    }

    /**
     * @param progress returns false to stop
     * @throws HistoryException when nothing of the files can be played
     */
    public void run(final HistoryFiles files, final PublishedFeed published, final HistoryFiles.Progress progress) {
        if (!published.awaitEngine()) {
            return;
        }
        final boolean[] begun = new boolean[1];
        // Books stay as they are until there is something to put into them.
        try (ImportTarget target = new ImportTarget(listings, dayNs, maxBookOrders, faults::malformed, startNs -> {
            begun[0] = true;
            published.begin(reference);
            return published;
        })) {
            final boolean whole;
            try {
                reading = new FeedReading(files, faults, target);
                whole = reading.run((file, bytes, all) -> {
                    published.upkeep();
                    return progress.onBytes(file, bytes, all);
                });
            } catch (final HistoryException unreadable) {
                // What came until then is not all.
                if (begun[0]) {
                    published.end();
                }
                throw unreadable;
            } finally {
                ordersLeftOut = target.ordersLeftOut();
            }
            if (begun[0]) {
                published.end();
            } else if (whole && !faults.stopped()) {
                throw new HistoryException("nothing in the file is about an instrument of feeds." + feed.name()
                        + ".venue" + listings.leftOutText() + "; correct venueSymbol or depth in instruments.csv, or"
                        + " name another file; tiercel feed inspect says what is in it");
            }
        }
    }

    /** As {@link FeedReading#notes}. */
    public List<String> notes() {
        return reading == null ? List.of() : reading.notes();
    }

    /** Orders for which there was no room in their book. */
    public long ordersLeftOut() {
        return ordersLeftOut;
    }

    /** Messages about instruments that the configuration does not have. */
    public long leftOutCount() {
        return listings.leftOutCount();
    }

    /** Such instruments, by name. */
    public SortedMap<String, Long> leftOut() {
        return listings.leftOut();
    }

    /** Feeds of the files beside the first one. */
    public int feedsLeftOut() {
        return listings.feedsLeftOut();
    }
}
