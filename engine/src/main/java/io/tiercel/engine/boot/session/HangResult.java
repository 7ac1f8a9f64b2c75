package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.venue.sim.Reconciliation;
import io.tiercel.journal.JournalException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        final List<Path> logs = new ArrayList<>();
        final List<String> differences = new ArrayList<>(logFailures);
        long unreconciled = logFailures.size();
        for (final Venue venue : session.configuration().venues()) {
            final Path log = BuiltInMarket.logFile(session.journalFolder(), venue);
            logs.add(log);
            try {
                final EngineView view = EngineView.read(session.journalFolder(), venue.id());
                final Reconciliation fills = Reconciliation.compare(view.fills(), List.of(), log);
                unreconciled += fills.unreconciled();
                differences.addAll(fills.differences());
            } catch (final IllegalArgumentException | UncheckedIOException | JournalException unreadable) {
                unreconciled++;
                differences.add(unreadable.getMessage());
            }
        }
        return new HangResult(hang, session.journalFolder(), logs, unreconciled, differences);
    }
}
