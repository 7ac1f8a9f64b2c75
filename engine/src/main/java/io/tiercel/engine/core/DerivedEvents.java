package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The bounded first-in-first-out queue of what strategies are still to be told. Entries wait here while a callback
 * runs, so that no callback is ever nested in another; what one input leaves behind is delivered by a Continue input.
 * An empty queue begins again at its first entries, so that the same few lines of memory are used over and over.
 */
@HotPath
final class DerivedEvents {
    private static final int SECTION = 0x44455249;

    private final ExecutionEvent[] entries;
    private final int mask;
    /** The entry taken last, which may still be read: it is not one of those above. */
    private ExecutionEvent taken = new ExecutionEvent();

    private long head;
    private long tail;

    /** @param capacity a power of two */
    DerivedEvents(final int capacity) {
        entries = new ExecutionEvent[capacity];
        for (int i = 0; i < capacity; i++) {
            entries[i] = new ExecutionEvent();
        }
        mask = capacity - 1;
    }

    boolean isEmpty() {
        return head == tail;
    }

    boolean hasRoom() {
        return tail - head < entries.length;
    }

    boolean isHalfFull() {
        return tail - head >= entries.length / 2;
    }

    /** The next free entry, already in the queue: the caller fills it at once. Only when there is room. */
    ExecutionEvent add() {
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        return entries[(int) tail++ & mask];
    }

    /** The oldest entry. It stays as it is until the next one is taken, whatever is added. */
    ExecutionEvent take() {
        final int index = (int) head++ & mask;
        final ExecutionEvent oldest = entries[index];
        entries[index] = taken;
        taken = oldest;
        return oldest;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putInt((int) (tail - head));
        for (long i = head; i < tail; i++) {
            entries[(int) i & mask].snapshotTo(writer);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        head = 0;
        tail = reader.takeInt();
        for (int i = 0; i < tail; i++) {
            entries[i].restoreFrom(reader);
        }
    }
}
