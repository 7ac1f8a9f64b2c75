package io.tiercel.engine.boot.session;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a hang of a thread of the engine.
 *
 * @param thread       its name
 * @param sequence     of the input it hung at
 * @param strategy     that was being called, or null
 * @param frame        where in the code the thread was after the cancels, or null
 * @param standstillNs how long it was seen to stand still
 * @param latchedAt    when the gate was latched, by the host's clock
 * @param wokeUp       it went on before the run was over
 * @param venues       in the order of their ids
 */
public record Hang(
        String thread,
        long sequence,
        String strategy,
        String frame,
        long standstillNs,
        Instant latchedAt,
        boolean wokeUp,
        List<Cancelled> venues) {
    private static final double MILLI = 1e6;
    private static final double NANOS = 1e9;

    /**
     * What the supervisor reached at one venue, in ns from the latch; -1 when it did not come to it.
     *
     * @param requestedNs the mass cancel left
     * @param settledNs   the venue had handled it, and no order of this engine was open there
     */
    public record Cancelled(String venue, long requestedNs, long settledNs) {
        void show(final PrintStream err) {
            if (settledNs >= 0) {
                err.printf(
                        Locale.ROOT,
                        "market %s had cancelled all orders %.3f ms after the gate was latched%n",
                        venue,
                        settledNs / MILLI);
            } else if (requestedNs >= 0) {
                err.println("market " + venue + " has not cancelled all orders after 1 s");
            } else {
                err.println("the mass cancel could not be sent to " + venue + ": cancel the orders there by hand");
            }
        }
    }

    /** When the supervisor has acted. */
    static Hang of(
            final SupervisorAgent supervisor, final HangSite site, final List<Cancelled> venues, final boolean wokeUp) {
        return new Hang(
                site.thread(),
                site.sequence(),
                site.strategy(),
                wokeUp ? null : site.frame(),
                supervisor.standstillNs(),
                Instant.now().minusNanos(System.nanoTime() - supervisor.latchedNs()),
                wokeUp,
                venues);
    }

    /** Where it is written down: beside the journal, as the venues' logs are. */
    public static Path file(final Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".hang.json");
    }

    /** In one line. */
    String text() {
        return String.format(
                        Locale.ROOT,
                        "a hang%s: no round for %.3f s (engine.hangTimeout)",
                        thread.equals(LiveRun.ENGINE_THREAD) ? "" : " of " + thread,
                        standstillNs / NANOS)
                + (strategy == null ? "" : ", in strategy " + strategy)
                + (frame == null ? "" : ", at " + frame)
                + (wokeUp
                        ? "; its thread went on later and was ended: it had waited for the disk, or had no processor"
                        : "");
    }
}
