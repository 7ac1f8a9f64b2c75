package io.tiercel.engine.reference;

import io.tiercel.codecs.HotPath;

/** Tick sizes by price: from each price on, its tick holds until the next one. */
@HotPath
public final class TickTable {
    private final int id;
    private final long[] fromPriceNanos;
    private final long[] tickNanos;
    /** 2^63 / tick, rounded down. */
    private final long[] inverses;

    /** @throws IllegalArgumentException when prices do not rise from 0 or a tick is not positive */
    public TickTable(final int id, final long[] fromPriceNanos, final long[] tickNanos) {
        if (fromPriceNanos.length == 0 || fromPriceNanos.length != tickNanos.length || fromPriceNanos[0] != 0) {
            throw new IllegalArgumentException("tick table " + id + ": needs a tick from price 0 on");
        }
        for (int i = 0; i < tickNanos.length; i++) {
            if (tickNanos[i] <= 0 || (i > 0 && fromPriceNanos[i] <= fromPriceNanos[i - 1])) {
                throw new IllegalArgumentException("tick table " + id + ": entry " + i
                        + " has a tick that is not positive, or a price that does not rise");
            }
        }
        this.id = id;
        this.fromPriceNanos = fromPriceNanos.clone();
        this.tickNanos = tickNanos.clone();
        inverses = new long[tickNanos.length];
        for (int i = 0; i < inverses.length; i++) {
            inverses[i] = Long.MAX_VALUE / tickNanos[i];
        }
    }

    public int id() {
        return id;
    }

    public int entryCount() {
        return tickNanos.length;
    }

    public long fromPriceNanos(final int index) {
        return fromPriceNanos[index];
    }

    public long tickNanos(final int index) {
        return tickNanos[index];
    }

    /** The tick at this price; negative prices take that of their absolute value. */
    public long tickAt(final long priceNanos) {
        return tickNanos[indexAt(Math.abs(priceNanos))];
    }

    private int indexAt(final long magnitude) {
        int index = tickNanos.length - 1;
        while (index > 0 && magnitude < fromPriceNanos[index]) {
            index--;
        }
        return index;
    }

    /** Whether this price lies on the grid. */
    public boolean onTick(final long priceNanos) {
        if (priceNanos == Long.MIN_VALUE) {
            return false;
        }
        final long magnitude = Math.abs(priceNanos);
        final int index = indexAt(magnitude);
        final long tick = tickNanos[index];
        // A multiplication instead of a division: the quotient is right, or too small by up to 3.
        final long quotient = Math.multiplyHigh(magnitude, inverses[index]) << 1;
        long rest = magnitude - quotient * tick;
        while (rest >= tick) {
            rest -= tick;
        }
        return rest == 0;
    }

    /** The greatest price on the grid that is not above this one. */
    public long roundDown(final long priceNanos) {
        return Math.floorDiv(priceNanos, tickAt(priceNanos)) * tickAt(priceNanos);
    }

    /** The least price on the grid that is not below this one. */
    public long roundUp(final long priceNanos) {
        return -roundDown(-priceNanos);
    }
}
