package io.tiercel.engine.boot.imports;

/** Instruments as the same files named them before: in the same order. */
final class FoundListings implements Listings {
    private final int firstVenue;
    private final int instruments;
    private int feedCount;
    private int count;

    /** @param firstVenue the venue of the first feed; those of others follow */
    FoundListings(final int firstVenue, final int instruments) {
        this.firstVenue = firstVenue;
        this.instruments = instruments;
    }

    @Override
    public int nextVenue() {
        return firstVenue + feedCount++;
    }

    @Override
    public int find(
            final int venueId,
            final boolean byOrder,
            final int quantityDecimals,
            final long code,
            final String symbol) {
        return count < instruments ? ++count : NONE;
    }

    @Override
    public void passedOver(final long code) {
        // More instruments than there can be: it was told when they were found.
    }

    @Override
    public long quantityUnit(final int instrumentId) {
        return 1;
    }
}
