package io.tiercel.engine.book;

import static io.tiercel.engine.book.MarketFacts.NONE;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** How an auction stands, as it was said last. */
@HotPath
final class ShownImbalance implements AuctionImbalance {
    private boolean changed;
    private AuctionKind auction = AuctionKind.NULL_VAL;
    private Side side = Side.NULL_VAL;
    private long pairedQuantity = NONE;
    private long imbalanceQuantity = NONE;
    private long referencePriceNanos = NONE;
    private long nearPriceNanos = NONE;
    private long farPriceNanos = NONE;
    private long venueTimeNs = NONE;

    void set(
            final AuctionKind newAuction,
            final Side newSide,
            final long newPairedQuantity,
            final long newImbalanceQuantity,
            final long newReferencePriceNanos,
            final long newNearPriceNanos,
            final long newFarPriceNanos,
            final long newVenueTimeNs) {
        auction = newAuction;
        side = newSide;
        pairedQuantity = newPairedQuantity;
        imbalanceQuantity = newImbalanceQuantity;
        referencePriceNanos = newReferencePriceNanos;
        nearPriceNanos = newNearPriceNanos;
        farPriceNanos = newFarPriceNanos;
        venueTimeNs = newVenueTimeNs;
        changed = true;
    }

    void told() {
        changed = false;
    }

    /** Returns whether it held. */
    boolean withdraw() {
        final boolean held = auction != AuctionKind.NULL_VAL
                || side != Side.NULL_VAL
                || pairedQuantity != NONE
                || imbalanceQuantity != NONE
                || referencePriceNanos != NONE
                || nearPriceNanos != NONE
                || farPriceNanos != NONE
                || venueTimeNs != NONE;
        if (held) {
            set(AuctionKind.NULL_VAL, Side.NULL_VAL, NONE, NONE, NONE, NONE, NONE, NONE);
        }
        return held;
    }

    /** It was never said. */
    void forget() {
        set(AuctionKind.NULL_VAL, Side.NULL_VAL, NONE, NONE, NONE, NONE, NONE, NONE);
        changed = false;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putBoolean(changed);
        writer.putInt(auction.value());
        writer.putInt(side.value());
        writer.putLong(pairedQuantity);
        writer.putLong(imbalanceQuantity);
        writer.putLong(referencePriceNanos);
        writer.putLong(nearPriceNanos);
        writer.putLong(farPriceNanos);
        writer.putLong(venueTimeNs);
    }

    void restoreFrom(final StateReader reader) {
        changed = reader.takeBoolean();
        auction = AuctionKind.get((short) reader.takeInt());
        side = Side.get((short) reader.takeInt());
        pairedQuantity = reader.takeLong();
        imbalanceQuantity = reader.takeLong();
        referencePriceNanos = reader.takeLong();
        nearPriceNanos = reader.takeLong();
        farPriceNanos = reader.takeLong();
        venueTimeNs = reader.takeLong();
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public AuctionKind auction() {
        return auction;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public long pairedQuantity() {
        return pairedQuantity;
    }

    @Override
    public long imbalanceQuantity() {
        return imbalanceQuantity;
    }

    @Override
    public long referencePriceNanos() {
        return referencePriceNanos;
    }

    @Override
    public long nearPriceNanos() {
        return nearPriceNanos;
    }

    @Override
    public long farPriceNanos() {
        return farPriceNanos;
    }

    @Override
    public long venueTimeNs() {
        return venueTimeNs;
    }
}
