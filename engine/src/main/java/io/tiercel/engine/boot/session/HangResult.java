package io.tiercel.engine.boot.session;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run came to that ended by a hang.
 *
 * @param unreconciled fills that only the venues or only the journal know, and logs that are not to be trusted. Orders
 *                     are not compared: their ends came when nobody listened any more
 * @param differences  the first of those, in words
 */
public record HangResult(Hang hang, Path journal, List<Path> venueLogs, long unreconciled, List<String> differences) {
    /** When the markets have ended, so that their logs are complete. */
    static HangResult of(final Session session, final Hang hang, final List<String> logFailures) {
        final VenueLogs logs = VenueLogs.compare(session, logFailures, false);
        return new HangResult(hang, session.journalFolder(), logs.files(), logs.unreconciled(), logs.differences());
    }
}
