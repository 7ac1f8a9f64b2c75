package io.tiercel.engine.boot;

import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.journal.JournalSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a journal is asked for, checked against the part there is: a range may reach beyond the journal, but
 * not lie outside of it. The same for all commands.
 */
final class ReplayPlan {
    private static final long NANOS = 1_000_000_000L;

    private ReplayPlan() {}

    /** Nothing can be in the range; the text names the limits. */
    static final class BadRangeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRangeException(final String message) {
            super(message);
        }
    }

    /** @param span null when it is not known: then only what needs no limits is checked */
    static ReplayRange range(final ReplayOptions options, final JournalSpan span) {
        final ReplayPoint from = options.from().orElse(null);
        final ReplayPoint to = options.to().orElse(null);
        requireMet(from, to, span);
        return new ReplayRange(
                from == null || from.time() ? ReplayRange.ALL.fromSequence() : from.value(),
                from == null || !from.time() ? ReplayRange.ALL.fromTimeNs() : from.value(),
                to == null || to.time() ? ReplayRange.ALL.toSequence() : to.value(),
                to == null || !to.time() ? ReplayRange.ALL.toTimeNs() : to.value());
    }

    /**
     * @param from null for the journal's begin
     * @param to   null for its end
     * @param span null when it is not known: then only what needs no limits is checked
     */
    static void requireMet(final ReplayPoint from, final ReplayPoint to, final JournalSpan span) {
        checkOrder(from, to, span);
        if (span != null) {
            checkBegun(from, span);
            checkEnded(to, span);
        }
    }

    /** What there is to be said of a range that is met, a line each: where it reaches beyond the journal. */
    static List<String> beyond(final ReplayPoint from, final ReplayPoint to, final JournalSpan span) {
        final List<String> lines = new ArrayList<>();
        if (span != null && from != null && from.value() < (from.time() ? span.firstTimeNs() : span.firstSequence())) {
            lines.add("--from " + from.text() + " is before the journal, which begins at input " + span.firstSequence()
                    + ", " + utc(span.firstTimeNs()));
        }
        if (span != null && to != null && to.value() > (to.time() ? span.lastTimeNs() : span.lastSequence())) {
            lines.add("--to " + to.text() + " is beyond the journal, which ends at input " + span.lastSequence() + ", "
                    + utc(span.lastTimeNs()));
        }
        return lines;
    }

    private static void checkOrder(final ReplayPoint from, final ReplayPoint to, final JournalSpan span) {
        if (from != null && to != null && from.time() == to.time() && from.value() > to.value()) {
            throw bad("--from " + from.text() + " is after --to " + to.text(), span);
        }
    }

    /** The text of a range between two inputs. */
    static String nothingIn(final ReplayOptions options, final JournalSpan span) {
        return withLimits(
                "no input lies in the range"
                        + options.from().map(from -> " --from " + from.text()).orElse("")
                        + options.to().map(to -> " --to " + to.text()).orElse(""),
                span);
    }

    private static void checkBegun(final ReplayPoint from, final JournalSpan span) {
        if (from != null && from.value() > (from.time() ? span.lastTimeNs() : span.lastSequence())) {
            throw bad("--from " + from.text() + " is after the journal's last input", span);
        }
    }

    private static void checkEnded(final ReplayPoint to, final JournalSpan span) {
        if (to != null && to.value() < (to.time() ? span.firstTimeNs() : span.firstSequence())) {
            throw bad("--to " + to.text() + " is before the journal's first input", span);
        }
    }

    private static BadRangeException bad(final String what, final JournalSpan span) {
        return new BadRangeException(withLimits(what, span));
    }

    private static String withLimits(final String what, final JournalSpan span) {
        return span == null
                ? what + "; see journal stat for what the journal holds"
                : what + "; its inputs are " + span.firstSequence() + " to " + span.lastSequence() + ", from "
                        + utc(span.firstTimeNs()) + " to " + utc(span.lastTimeNs());
    }

    static Instant utc(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS), Math.floorMod(timeNs, NANOS));
    }
}
