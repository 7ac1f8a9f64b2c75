package io.tiercel.engine.feed.history;

import java.util.ArrayList;
import java.util.List;

/** What was malformed: counted, and the first ones kept; the first one ends it all where that is wished. */
public final class Faults {
    /** So many are kept. */
    public static final int KEPT = 10;

    private final boolean strict;
    private final List<Fault> first = new ArrayList<>();
    private long count;

    /** The first malformed record, for who wants none. */
    static final class StrictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StrictException(final String message) {
            super(message, null, false, false);
        }
    }

    /** @param strict ends reading at the first one */
    public Faults(final boolean strict) {
        this.strict = strict;
    }

    /** For another reading of the same files: as strict, with a count of its own. */
    public Faults another() {
        return new Faults(strict);
    }

    /** Counts one that who takes the messages found. */
    public void malformed(final Origin origin, final String reason) {
        add(origin, reason);
    }

    void add(final Origin origin, final String reason) {
        count++;
        if (first.size() < KEPT) {
            first.add(new Fault(origin.file(), origin.record(), origin.offset(), reason));
        }
        if (strict) {
            throw new StrictException(reason);
        }
    }

    public long count() {
        return count;
    }

    /** Those that came first. */
    public List<Fault> first() {
        return first;
    }

    /** Whether one of them ended the reading. */
    public boolean stopped() {
        return strict && count > 0;
    }
}
