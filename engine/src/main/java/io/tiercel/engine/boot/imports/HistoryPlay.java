package io.tiercel.engine.boot.imports;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.PublishedFeed;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FeedReading;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import java.util.SortedMap;

/** Plays what files say to an engine, as one of its feeds; for the instruments of the configuration. */
public final class HistoryPlay {
    private final Feed feed;
    private final ReferenceData reference;
    private final long dayNs;
    private final Faults faults;
    private final ConfiguredListings listings;

    /** @param dayNs a moment of the day that times of day are on, UTC */
    public HistoryPlay(final Feed feed, final ReferenceData reference, final long dayNs, final Faults faults) {
        this.feed = feed;
        this.reference = reference;
        this.dayNs = dayNs;
        this.faults = faults;
        listings = new ConfiguredListings(reference, feed.venueId());
    }

    /**
     * @param progress returns false to stop
     * @throws HistoryException when nothing of the files can be played
     */
    public void run(final HistoryFiles files, final PublishedFeed published, final HistoryFiles.Progress progress) {
        if (!published.begin(reference)) {
            return;
        }
        final long before = published.packetCount();
        try (ImportTarget target = new ImportTarget(listings, dayNs, faults::malformed, startNs -> published)) {
            final boolean whole = new FeedReading(files, faults, target).run(progress);
            published.end();
            if (published.packetCount() == before && whole && !faults.stopped()) {
                throw new HistoryException("nothing in the file is about an instrument of feeds." + feed.name()
                        + ".venue" + listings.leftOutText() + "; correct venueSymbol in instruments.csv");
            }
        }
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
