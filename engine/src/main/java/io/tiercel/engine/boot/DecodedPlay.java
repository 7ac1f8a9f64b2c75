package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.imports.HistoryPlay;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.PublishedFeed;
import io.tiercel.engine.feed.PlayedPace;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** {@code feed play --feed}: what a file decodes to, by Aeron. */
final class DecodedPlay {
    private static final int NAMES = 10;

    private final Feed feed;
    private final LoadedConfiguration loaded;
    private final Path directory;
    private final PlayedPace pace;
    private final long waitNs;
    private final int maxBookOrders;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param directory     of an external media driver; null for what the configuration says
     * @param maxBookOrders in each book whose handler keeps its orders
     */
    DecodedPlay(
            final Feed feed,
            final LoadedConfiguration loaded,
            final Path directory,
            final PlayedPace pace,
            final long waitNs,
            final int maxBookOrders,
            final PrintStream out,
            final PrintStream err) {
        this.feed = feed;
        this.loaded = loaded;
        this.directory = directory;
        this.pace = pace;
        this.waitNs = waitNs;
        this.maxBookOrders = maxBookOrders;
        this.out = out;
        this.err = err;
    }

    /**
     * Returns the exit code.
     *
     * @param dayNs a moment of the day that times of day are on, UTC
     */
    int play(final HistoryFiles files, final Faults faults, final long dayNs, final BooleanSupplier stopped) {
        final HistoryPlay play = new HistoryPlay(feed, ReferenceData.load(loaded), dayNs, maxBookOrders, faults);
        try (PublishedFeed published = new PublishedFeed(
                feed, FeedCommand.aeron(loaded.configuration(), directory), pace, waitNs, stopped, err)) {
            play.run(files, published, (file, bytes, all) -> !stopped.getAsBoolean());
            out.println("feed " + feed.name() + ": sent " + published.messageCount() + " messages in "
                    + published.packetCount() + " packets"
                    + (published.waitCount() > 0 ? ", waited for the engine " + published.waitCount() + " times" : "")
                    + pace.text());
            tellLeftOut(play);
            return FeedFileOptions.verdict(faults, err);
        }
    }

    private void tellLeftOut(final HistoryPlay play) {
        play.notes().forEach(err::println);
        if (play.ordersLeftOut() > 0) {
            err.println(ImportReport.noRoom(play.ordersLeftOut()));
        }
        if (play.leftOutCount() > 0) {
            err.println("left out: " + play.leftOutCount() + " messages about instruments that the configuration does"
                    + " not have: "
                    + play.leftOut().keySet().stream().limit(NAMES).collect(Collectors.joining(", "))
                    + (play.leftOut().size() > NAMES ? ", and so on" : ""));
        }
        if (play.feedsLeftOut() > 0) {
            err.println("left out: " + play.feedsLeftOut() + " more feeds that are in the file");
        }
    }
}
