package io.tiercel.journal.archive;

import java.time.Duration;
import java.time.Instant;

/**
 * How long journals are kept.
 *
 * @param limit days, bytes or journals
 */
public record RetentionRule(Kind kind, long limit) {
    /** What is counted, from the newest journal on. */
    public enum Kind {
        DAYS,
        BYTES,
        COUNT
    }

    /** Whether a journal stays: the {@code count}-th one, newest first, with these bytes including all before it. */
    boolean allows(final int count, final long bytes, final Instant ended, final Instant now) {
        return switch (kind) {
            case DAYS -> !ended.isBefore(now.minus(Duration.ofDays(limit)));
            case BYTES -> bytes <= limit;
            case COUNT -> count <= limit;
        };
    }

    String text() {
        return switch (kind) {
            case DAYS -> "it ended more than " + limit + " days ago";
            case BYTES -> "it and the newer ones have more than " + limit + " bytes";
            case COUNT -> "there are " + limit + " newer ones";
        };
    }
}
