package io.tiercel.engine.boot.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a constructor has opened so far, for the case that a later step of it fails: nobody else could close it. */
public final class Opened {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Returns the part, which may be null. */
    public <T extends AutoCloseable> T add(final T part) {
        if (part != null) {
            parts.push(part);
        }
        return part;
    }

    /** Closes all, the last one first. What fails in that is attached to the failure that led here. */
    public void closeAfter(final Throwable failure) {
        for (final AutoCloseable part : parts) {
            try {
                part.close();
            } catch (final Exception alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
        }
    }
}
