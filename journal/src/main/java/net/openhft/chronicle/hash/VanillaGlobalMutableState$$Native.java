package net.openhft.chronicle.hash;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * A map's own counters, as they lie in its file. Chronicle Map looks for a class of this name first, and only when
 * there is none writes it as a source and compiles that: seconds of each start, and more flags for the JVM. The layout
 * is the one it would come to.
 *
 * <table>
 * <caption>Layout, little endian</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>3</td><td>allocated bulks of extra tiers</td></tr>
 * <tr><td>3</td><td>5</td><td>first free tier</td></tr>
 * <tr><td>8</td><td>5</td><td>extra tiers in use</td></tr>
 * <tr><td>13</td><td>4</td><td>offset of the segments' headers</td></tr>
 * <tr><td>17</td><td>8</td><td>size of the data</td></tr>
 * </table>
 */
public final class VanillaGlobalMutableState$$Native implements VanillaGlobalMutableState {
    private static final int LENGTH = 25;
    private static final int FREE_TIER = 3;
    private static final int EXTRA_TIERS = 8;
    private static final int HEADERS = 13;
    private static final int SIZE = 17;
    private static final int MASK_24 = (1 << 24) - 1;
    private static final long MASK_32 = (1L << 32) - 1;
    private static final long MASK_40 = (1L << 40) - 1;

    private BytesStore<?, ?> store;
    private long offset;

    @Override
    public int getAllocatedExtraTierBulks() {
        return store.readInt(offset) & MASK_24;
    }

    @Override
    public void setAllocatedExtraTierBulks(final int value) {
        require(value, MASK_24);
        store.writeInt(offset, store.readInt(offset) & ~MASK_24 | value);
    }

    @Override
    public long getFirstFreeTierIndex() {
        return store.readLong(offset + FREE_TIER) & MASK_40;
    }

    @Override
    public void setFirstFreeTierIndex(final long value) {
        writeFiveBytes(FREE_TIER, value);
    }

    @Override
    public long getExtraTiersInUse() {
        return store.readLong(offset + EXTRA_TIERS) & MASK_40;
    }

    @Override
    public void setExtraTiersInUse(final long value) {
        writeFiveBytes(EXTRA_TIERS, value);
    }

    @Override
    public long getSegmentHeadersOffset() {
        return store.readInt(offset + HEADERS) & MASK_32;
    }

    @Override
    public void setSegmentHeadersOffset(final long value) {
        require(value, MASK_32);
        store.writeInt(offset + HEADERS, (int) value);
    }

    @Override
    public long getDataStoreSize() {
        return store.readLong(offset + SIZE);
    }

    @Override
    public void setDataStoreSize(final long value) {
        require(value, Long.MAX_VALUE);
        store.writeLong(offset + SIZE, value);
    }

    @Override
    public long addDataStoreSize(final long addition) {
        final long size = getDataStoreSize() + addition;
        setDataStoreSize(size);
        return size;
    }

    private void writeFiveBytes(final int at, final long value) {
        require(value, MASK_40);
        store.writeLong(offset + at, store.readLong(offset + at) & ~MASK_40 | value);
    }

    private static void require(final long value, final long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("a counter of the map is " + value + ", it goes from 0 to " + most);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // As declared there
    public void bytesStore(final BytesStore newStore, final long newOffset, final long length) {
        if (length != LENGTH) {
            throw new IllegalArgumentException("the map's counters take " + LENGTH + " bytes, not " + length);
        }
        store = newStore;
        offset = newOffset;
    }

    @Override
    public BytesStore<?, ?> bytesStore() {
        return store;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long maxSize() {
        return LENGTH;
    }
}
