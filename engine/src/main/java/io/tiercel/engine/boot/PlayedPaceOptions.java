package io.tiercel.engine.boot;

import io.tiercel.engine.feed.PlayedPace;
import picocli.CommandLine.Option;

/** How fast {@code feed play} is. */
final class PlayedPaceOptions {
    private static final double DEFAULT_RATE = 20_000;
    private static final long DEFAULT_PAUSE_NS = 60_000_000_000L;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages per second, of a capture datagrams; 20000 if not said. UDP loses what its receiver"
                    + " is too slow for.")
    private Double rate;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "In place of a rate: by the messages' own times, of a capture by its times, N times as fast.")
    private Double speed;

    @Option(
            names = "--longest-pause",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Of --speed: where the file's times make a longer pause, it is this long; 60s if not said.")
    private Long longestPauseNs;

    /** What is wrong with them; empty when nothing is. */
    String problem() {
        if (rate != null && speed != null) {
            return "--rate and --speed exclude each other; leave one of them";
        }
        if (rate != null && !(rate > 0)) {
            return "--rate " + rate + " is not above 0";
        }
        if (speed != null && !(speed > 0)) {
            return "--speed " + speed + " is not above 0";
        }
        return longestPauseNs != null && speed == null
                ? "--longest-pause is for --speed; a rate makes no pauses: leave it out"
                : "";
    }

    PlayedPace pace() {
        return speed == null
                ? PlayedPace.ofRate(rate == null ? DEFAULT_RATE : rate)
                : PlayedPace.ofTimes(speed, longestPauseNs == null ? DEFAULT_PAUSE_NS : longestPauseNs);
    }
}
