package io.tiercel.engine.boot.session;

import io.tiercel.engine.ingress.FeedLine;
import java.io.PrintStream;

/** Says on standard error when who publishes a feed has come, or has gone. Main's. */
final class FeedNews {
    private final String feed;
    private final FeedLine line;
    private final PrintStream err;
    private boolean saidUp;

    FeedNews(final String feed, final FeedLine line, final PrintStream err) {
        this.feed = feed;
        this.line = line;
        this.err = err;
    }

    void tell() {
        final boolean up = line.up();
        if (up != saidUp) {
            err.println(
                    up
                            ? "feed " + feed + ": heard"
                            : "feed " + feed
                                    + ": its line is gone; its books are closed until it says that they are live");
            saidUp = up;
        }
    }
}
