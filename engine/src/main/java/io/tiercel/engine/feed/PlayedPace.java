package io.tiercel.engine.feed;

/**
 * When what is played is due: so many in a second, or by the times that stand in a file, as often as fast as they were.
 * Of those no step takes longer than the longest pause, whatever the file says; what is after a longer one comes as
 * much earlier. A file that goes back in time goes on without a pause. For those who play a feed; their thread's.
 */
public final class PlayedPace {
    private static final double SECOND_NS = 1e9;
    /** Messages of several sources are out of order by less. */
    private static final long BACK_NS = 1_000_000_000L;

    private final double rate;
    private final double speed;
    private final long longestPauseNs;
    private long startNs;
    private double elapsedNs;
    private boolean timed;
    private long lastTimeNs;
    private long cutCount;
    private double cutNs;

    private PlayedPace(final double rate, final double speed, final long longestPauseNs) {
        this.rate = rate;
        this.speed = speed;
        this.longestPauseNs = longestPauseNs;
    }

    /** So many in a second, evenly. */
    public static PlayedPace ofRate(final double rate) {
        return new PlayedPace(rate, 0, 0);
    }

    /** @param speed how many times as fast as the times say */
    public static PlayedPace ofTimes(final double speed, final long longestPauseNs) {
        return new PlayedPace(0, speed, longestPauseNs);
    }

    /** The first one is due now. */
    public void begin(final long nowNs) {
        startNs = nowNs;
    }

    /**
     * When the next one is due.
     *
     * @param count  of those before it
     * @param timeNs its own
     */
    public long dueNs(final long count, final long timeNs) {
        if (speed > 0) {
            final long stepNs = timed ? timeNs - lastTimeNs : 0;
            if (stepNs > 0) {
                pass(stepNs / speed);
            }
            if (!timed || stepNs > 0 || stepNs < -BACK_NS) {
                lastTimeNs = timeNs;
                timed = true;
            }
        }
        return dueNs(count);
    }

    /** As above, of one that has no time: it is due with the one before it. */
    public long dueNs(final long count) {
        return startNs + (long) (speed > 0 ? elapsedNs : count / rate * SECOND_NS);
    }

    private void pass(final double pauseNs) {
        if (pauseNs > longestPauseNs) {
            cutCount++;
            cutNs += pauseNs - longestPauseNs;
        }
        elapsedNs += Math.min(pauseNs, longestPauseNs);
    }

    /** What was left out, for people; empty when nothing was. */
    public String text() {
        return cutCount == 0
                ? ""
                : ", " + cutCount + " pauses cut to " + seconds(longestPauseNs) + " s each, " + seconds(cutNs)
                        + " s left out";
    }

    private static String seconds(final double ns) {
        final double seconds = ns / SECOND_NS;
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf((float) seconds);
    }
}
