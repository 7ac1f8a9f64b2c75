package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** How often something came that is not the plain course of an order. Nothing is ignored without one of these. */
@HotPath
public final class OrderCounts {
    long duplicate;
    long tooOld;
    long foreignSession;
    long executionGap;
    long unknownOrder;
    long unknownVenue;
    long illegalTransition;
    long lateFill;
    long overFill;
    long inDoubt;
    long redundant;
    long mismatch;
    long timerCapacity;
    long notSent;

    OrderCounts() {}

    /** Messages that had come before, by inbound sequence or execution id; those too old to tell included. */
    public long duplicate() {
        return duplicate;
    }

    /** Those among the duplicates whose inbound sequence lies before everything that is remembered. */
    public long tooOld() {
        return tooOld;
    }

    /** Messages of another session than the venue's present one. */
    public long foreignSession() {
        return foreignSession;
    }

    /** Inbound sequences that were missing when a later one came. */
    public long executionGap() {
        return executionGap;
    }

    public long unknownOrder() {
        return unknownOrder;
    }

    /** Messages with a venue id out of range; they were ignored. */
    public long unknownVenue() {
        return unknownVenue;
    }

    public long illegalTransition() {
        return illegalTransition;
    }

    public long lateFill() {
        return lateFill;
    }

    public long overFill() {
        return overFill;
    }

    /** Inquiries about orders without an answer. */
    public long inDoubt() {
        return inDoubt;
    }

    /**
     * Answers that said what was known already: a cancel refused after the order was over, an acceptance after a fill.
     */
    public long redundant() {
        return redundant;
    }

    /** The venue named another executed or open quantity than the one that is known here. */
    public long mismatch() {
        return mismatch;
    }

    public long timerCapacity() {
        return timerCapacity;
    }

    /** Messages of ours that the gate could not send. */
    public long notSent() {
        return notSent;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(duplicate);
        writer.putLong(tooOld);
        writer.putLong(foreignSession);
        writer.putLong(executionGap);
        writer.putLong(unknownOrder);
        writer.putLong(unknownVenue);
        writer.putLong(illegalTransition);
        writer.putLong(lateFill);
        writer.putLong(overFill);
        writer.putLong(inDoubt);
        writer.putLong(redundant);
        writer.putLong(mismatch);
        writer.putLong(timerCapacity);
        writer.putLong(notSent);
    }

    void restoreFrom(final StateReader reader) {
        duplicate = reader.takeLong();
        tooOld = reader.takeLong();
        foreignSession = reader.takeLong();
        executionGap = reader.takeLong();
        unknownOrder = reader.takeLong();
        unknownVenue = reader.takeLong();
        illegalTransition = reader.takeLong();
        lateFill = reader.takeLong();
        overFill = reader.takeLong();
        inDoubt = reader.takeLong();
        redundant = reader.takeLong();
        mismatch = reader.takeLong();
        timerCapacity = reader.takeLong();
        notSent = reader.takeLong();
    }
}
