package io.tiercel.engine.state;

import io.tiercel.codecs.HotPath;

/**
 * The core's timers: a heap by deadline, then id. Ids are 1, 2, 3 … and never come twice, also across a snapshot. All
 * memory is taken at construction. The core polls it before each input:
 *
 * <pre>
 *  while (timers.pollExpired(timeNs)) {
 *      … firedId(), firedOwner(), firedOwnerId(), firedData()
 *  }
 * </pre>
 *
 * What a fired timer schedules at or before {@code timeNs} fires in the same loop, so whoever schedules from a timer
 * has to move forward in time.
 */
@HotPath
public final class TimerQueue implements Timers {
    /** First value of a snapshot. */
    static final int SECTION = 0x54494D51;

    private static final int BRANCHES = 4;
    private static final Owner[] OWNERS = Owner.values();

    private final int capacity;
    private final long[] deadlines;
    private final long[] ids;
    private final long[] data;
    private final int[] owners;
    private final int[] ownerIds;
    /** Where a slot stands in the heap. */
    private final int[] places;
    /** Slots as a heap. */
    private final int[] heap;

    /** Gives each timer its slot. */
    private final NearbyIndex index;

    private int size;
    private long lastId;
    private long firedId;
    private long firedDeadlineNs;
    private Owner firedOwner;
    private int firedOwnerId;
    private long firedData;

    /** @param capacity how many timers can run at the same time */
    public TimerQueue(final int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("timer capacity " + capacity + " is below 1: configure room for timers");
        }
        this.capacity = capacity;
        deadlines = new long[capacity];
        ids = new long[capacity];
        data = new long[capacity];
        owners = new int[capacity];
        ownerIds = new int[capacity];
        places = new int[capacity];
        heap = new int[capacity];
        index = new NearbyIndex(capacity);
    }

    @Override
    public long schedule(final long deadlineNs, final Owner owner, final int ownerId, final long datum) {
        if (size == capacity) {
            return NONE;
        }
        lastId++;
        insert(lastId, deadlineNs, owner.ordinal(), ownerId, datum);
        return lastId;
    }

    @Override
    public boolean cancel(final long timerId) {
        final int slot = index.get(timerId);
        if (slot == NearbyIndex.NONE) {
            return false;
        }
        remove(slot);
        return true;
    }

    /** As {@link #cancel(long)}, but only a timer of this owner. */
    public boolean cancel(final long timerId, final Owner owner, final int ownerId) {
        final int slot = index.get(timerId);
        if (slot == NearbyIndex.NONE || owners[slot] != owner.ordinal() || ownerIds[slot] != ownerId) {
            return false;
        }
        remove(slot);
        return true;
    }

    /** The earliest deadline, or {@link StateMachine#NO_DEADLINE}. */
    public long nextDeadlineNs() {
        return size == 0 ? StateMachine.NO_DEADLINE : deadlines[heap[0]];
    }

    /**
     * Takes out the next timer with a deadline up to {@code timeNs}. False when there is none; otherwise the
     * accessors below show it until another one fires.
     */
    public boolean pollExpired(final long timeNs) {
        if (size == 0 || deadlines[heap[0]] > timeNs) {
            return false;
        }
        final int slot = heap[0];
        firedId = ids[slot];
        firedDeadlineNs = deadlines[slot];
        firedOwner = OWNERS[owners[slot]];
        firedOwnerId = ownerIds[slot];
        firedData = data[slot];
        remove(slot);
        return true;
    }

    public long firedId() {
        return firedId;
    }

    public Owner firedOwner() {
        return firedOwner;
    }

    public int firedOwnerId() {
        return firedOwnerId;
    }

    public long firedData() {
        return firedData;
    }

    public long firedDeadlineNs() {
        return firedDeadlineNs;
    }

    /** How many timers run. */
    public int size() {
        return size;
    }

    public int capacity() {
        return capacity;
    }

    /** Timers in the order they will fire, so equal queues write equal values. */
    public void snapshotTo(final StateWriter writer) {
        sort();
        writer.section(SECTION);
        writer.putLong(lastId);
        writer.putInt(size);
        for (int place = 0; place < size; place++) {
            final int slot = heap[place];
            writer.putLong(deadlines[slot]);
            writer.putLong(ids[slot]);
            writer.putInt(owners[slot]);
            writer.putInt(ownerIds[slot]);
            writer.putLong(data[slot]);
        }
    }

    /** @throws IllegalStateException when there is no room for what is read, or it is no snapshot of timers */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        final long restoredLastId = reader.takeLong();
        final int restoredSize = reader.takeInt();
        if (restoredSize < 0 || restoredSize > capacity) {
            throw new IllegalStateException("snapshot has " + restoredSize + " timers, there is room for " + capacity
                    + ": configure at least as many as the snapshot's engine had");
        }
        size = 0;
        index.clear();
        lastId = restoredLastId;
        for (int i = 0; i < restoredSize; i++) {
            final long deadlineNs = reader.takeLong();
            final long id = reader.takeLong();
            final int owner = reader.takeInt();
            if (owner < 0 || owner >= OWNERS.length || id <= NONE || id > restoredLastId) {
                throw new IllegalStateException("snapshot has timer " + id + " of owner kind " + owner + ", ids end at "
                        + restoredLastId + " and kinds at " + (OWNERS.length - 1));
            }
            if (index.get(id) != NearbyIndex.NONE) {
                throw new IllegalStateException("snapshot has timer " + id + " twice, each id comes once");
            }
            insert(id, deadlineNs, owner, reader.takeInt(), reader.takeLong());
        }
    }

    private void insert(final long id, final long deadlineNs, final int owner, final int ownerId, final long datum) {
        final int slot = index.put(id);
        deadlines[slot] = deadlineNs;
        ids[slot] = id;
        owners[slot] = owner;
        ownerIds[slot] = ownerId;
        data[slot] = datum;
        siftUp(size++, slot);
    }

    private void remove(final int slot) {
        final int place = places[slot];
        index.remove(ids[slot]);
        size--;
        final int last = heap[size];
        if (last != slot) {
            settle(place, last);
        }
    }

    /** Puts a slot where it belongs, seen from a place whose own slot is gone. */
    private void settle(final int place, final int slot) {
        siftDown(place, slot);
        if (places[slot] == place) {
            siftUp(place, slot);
        }
    }

    private void siftUp(final int from, final int slot) {
        int place = from;
        while (place > 0) {
            final int parent = (place - 1) / BRANCHES;
            if (!before(slot, heap[parent])) {
                break;
            }
            set(place, heap[parent]);
            place = parent;
        }
        set(place, slot);
    }

    private void siftDown(final int from, final int slot) {
        int place = from;
        while (place * BRANCHES + 1 < size) {
            final int child = leastChild(place);
            if (!before(heap[child], slot)) {
                break;
            }
            set(place, heap[child]);
            place = child;
        }
        set(place, slot);
    }

    private int leastChild(final int place) {
        final int first = place * BRANCHES + 1;
        final int end = Math.min(first + BRANCHES, size);
        int least = first;
        for (int child = first + 1; child < end; child++) {
            if (before(heap[child], heap[least])) {
                least = child;
            }
        }
        return least;
    }

    /** A heap sort in place. What rises is a heap, too, so the queue stays in order. */
    private void sort() {
        final int count = size;
        while (size > 1) {
            final int first = heap[0];
            size--;
            final int last = heap[size];
            heap[size] = first;
            siftDown(0, last);
        }
        size = count;
        for (int low = 0, high = count - 1; low < high; low++, high--) {
            final int slot = heap[low];
            heap[low] = heap[high];
            heap[high] = slot;
        }
        for (int place = 0; place < count; place++) {
            places[heap[place]] = place;
        }
    }

    private void set(final int place, final int slot) {
        heap[place] = slot;
        places[slot] = place;
    }

    private boolean before(final int slot, final int other) {
        return deadlines[slot] < deadlines[other] || (deadlines[slot] == deadlines[other] && ids[slot] < ids[other]);
    }
}
