package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.venue.sim.Reconciliation;
import io.tiercel.journal.JournalException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** Compares what a run believes with the logs of its venues, as far as they are known. After the run. */
final class VenueLogs {
    /** A venue that goes on writes its lines some time after the event. */
    private static final long COMPLETE_WITHIN_NS = 2_000_000_000L;

    private static final long LOOK_AGAIN_NS = 20_000_000;

    private final Session session;
    private final boolean compareOrders;
    private final List<Path> files = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> differences;
    private long unreconciled;

    private VenueLogs(final Session session, final List<String> logFailures, final boolean compareOrders) {
        this.session = session;
        this.compareOrders = compareOrders;
        differences = new ArrayList<>(logFailures);
        unreconciled = logFailures.size();
    }

    /** @param compareOrders not only fills */
    static VenueLogs compare(final Session session, final List<String> logFailures, final boolean compareOrders) {
        final VenueLogs logs = new VenueLogs(session, logFailures, compareOrders);
        for (final Venue venue : session.configuration().venues()) {
            if (venue.dataOnly()) {
                // Nothing was traded there.
                continue;
            }
            if (!session.live() || !venue.external()) {
                logs.compare(venue, BuiltInMarket.logFile(session.journalFolder(), venue), any -> true, 0);
            } else if (venue.lines().log().isEmpty()) {
                logs.unknown.add(venue.name());
            } else {
                logs.compare(
                        venue,
                        Path.of(venue.lines().log()).toAbsolutePath(),
                        logs::ofThisRun,
                        System.nanoTime() + COMPLETE_WITHIN_NS);
            }
        }
        return logs;
    }

    /**
     * Its log holds the orders of other runs, too. No order comes of a run's first input; one with its number is of the
     * input that the run before lost, which durability {@code async} allows.
     */
    private boolean ofThisRun(final long orderId) {
        return OrderIds.engineId(orderId) == session.configuration().engine().id()
                && OrderIds.sequence(orderId) > session.firstSequence();
    }

    private void compare(final Venue venue, final Path file, final LongPredicate orders, final long completeUntilNs) {
        files.add(file);
        try {
            final EngineView view = EngineView.read(session.journalFolder(), venue.id());
            Reconciliation result = read(view, file, orders, completeUntilNs);
            while (result.unreconciled() > 0 && completeUntilNs != 0 && System.nanoTime() < completeUntilNs) {
                LockSupport.parkNanos(LOOK_AGAIN_NS);
                result = read(view, file, orders, completeUntilNs);
            }
            unreconciled += result.unreconciled();
            differences.addAll(result.differences());
        } catch (final IllegalArgumentException | UncheckedIOException | JournalException unreadable) {
            unreconciled++;
            differences.add(unreadable.getMessage());
        }
    }

    private Reconciliation read(
            final EngineView view, final Path file, final LongPredicate orders, final long completeUntilNs) {
        while (true) {
            try {
                return Reconciliation.compare(view.fills(), compareOrders ? view.orders() : List.of(), file, orders);
            } catch (final IllegalArgumentException torn) {
                // Its last line may be half there.
                if (completeUntilNs == 0 || System.nanoTime() >= completeUntilNs) {
                    throw torn;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NS);
            }
        }
    }

    List<Path> files() {
        return files;
    }

    /** Venues whose log is not known here, so that nothing was compared with it. */
    List<String> unknown() {
        return unknown;
    }

    List<String> differences() {
        return differences;
    }

    long unreconciled() {
        return unreconciled;
    }
}
