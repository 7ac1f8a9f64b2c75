package io.tiercel.engine.book;

import static io.tiercel.engine.book.MarketFacts.NONE;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** Price limits of one scope, as they were said last. */
@HotPath
final class ShownLimits implements PriceLimits {
    private boolean changed;
    private long lowPriceNanos = NONE;
    private long highPriceNanos = NONE;
    private long referencePriceNanos = NONE;
    private long variationNanos = NONE;
    private long extension = NONE;
    private long venueTimeNs = NONE;

    void set(
            final long newLowPriceNanos,
            final long newHighPriceNanos,
            final long newReferencePriceNanos,
            final long newVariationNanos,
            final long newExtension,
            final long newVenueTimeNs) {
        lowPriceNanos = newLowPriceNanos;
        highPriceNanos = newHighPriceNanos;
        referencePriceNanos = newReferencePriceNanos;
        variationNanos = newVariationNanos;
        extension = newExtension;
        venueTimeNs = newVenueTimeNs;
        changed = true;
    }

    void told() {
        changed = false;
    }

    /** Returns whether they held. */
    boolean withdraw() {
        final boolean held = lowPriceNanos != NONE
                || highPriceNanos != NONE
                || referencePriceNanos != NONE
                || variationNanos != NONE
                || extension != NONE
                || venueTimeNs != NONE;
        if (held) {
            set(NONE, NONE, NONE, NONE, NONE, NONE);
        }
        return held;
    }

    /** They were never said. */
    void forget() {
        set(NONE, NONE, NONE, NONE, NONE, NONE);
        changed = false;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putBoolean(changed);
        writer.putLong(lowPriceNanos);
        writer.putLong(highPriceNanos);
        writer.putLong(referencePriceNanos);
        writer.putLong(variationNanos);
        writer.putLong(extension);
        writer.putLong(venueTimeNs);
    }

    void restoreFrom(final StateReader reader) {
        changed = reader.takeBoolean();
        lowPriceNanos = reader.takeLong();
        highPriceNanos = reader.takeLong();
        referencePriceNanos = reader.takeLong();
        variationNanos = reader.takeLong();
        extension = reader.takeLong();
        venueTimeNs = reader.takeLong();
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public long lowPriceNanos() {
        return lowPriceNanos;
    }

    @Override
    public long highPriceNanos() {
        return highPriceNanos;
    }

    @Override
    public long referencePriceNanos() {
        return referencePriceNanos;
    }

    @Override
    public long variationNanos() {
        return variationNanos;
    }

    @Override
    public long extension() {
        return extension;
    }

    @Override
    public long venueTimeNs() {
        return venueTimeNs;
    }
}
