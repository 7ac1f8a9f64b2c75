package io.tiercel.engine.boot.session;

import io.tiercel.engine.ingress.SessionLine;
import java.io.PrintStream;

/** Says on standard error when a venue's session has gone down, or has come up. Main's. */
final class SessionNews {
    private final String venue;
    private final SessionLine line;
    private final PrintStream err;
    private boolean silentUntilUp;
    private boolean saidUp;

    /** @param expected the session begins with the run: that it is up for the first time is no news */
    SessionNews(final String venue, final SessionLine line, final boolean expected, final PrintStream err) {
        this.venue = venue;
        this.line = line;
        this.err = err;
        silentUntilUp = expected;
    }

    void tell() {
        final boolean up = line.up();
        if (up != saidUp) {
            if (!up) {
                err.println("venue " + venue + ": session down; no new orders to it until it is back");
            } else if (!silentUntilUp) {
                err.println("venue " + venue + ": session up");
            }
            silentUntilUp = false;
            saidUp = up;
        }
    }
}
