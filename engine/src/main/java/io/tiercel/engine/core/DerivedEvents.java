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

    /** Room for one more. One entry is left free: the one taken last is still being read. */
    boolean hasRoom() {
        return tail - head < entries.length - 1;
    }

    /** The next free entry, already in the queue: the caller fills it at once. Only when there is room. */
    ExecutionEvent add() {
        if (head == tail) {
            // Not at the entry taken last, which is still being read.
            head = ((head - 1) & mask) == 0 ? 1 : 0;
            tail = head;
        }
        return entries[(int) tail++ & mask];
    }

    /** The oldest entry. It stays valid until the next one is taken. */
    ExecutionEvent take() {
        return entries[(int) head++ & mask];
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
