package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Packets that came before their turn, in the order of their sequence. Each has a slot of the same size for its bytes;
 * slots are handed on as packets go. All memory is taken at the begin.
 */
@HotPath
final class HeldPackets {
    private final LinePacket packet = new LinePacket();
    private final int capacity;
    private final int slotBytes;
    private final UnsafeBuffer bytes;
    // Twice as many places as packets: they go at the front and come at the back, and are moved when the back is full.
    private final long[] sequences;
    private final int[] counts;
    private final int[] lengths;
    private final int[] slots;
    private final long[] timesNs;
    private final long[] receivedNs;
    private final long[] sentNs;
    private final int[] freeSlots;
    private int freeCount;
    private int first;
    private int end;

    HeldPackets(final int capacity, final int slotBytes) {
        this.capacity = capacity;
        this.slotBytes = slotBytes;
        bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(capacity, slotBytes)));
        sequences = new long[2 * capacity];
        counts = new int[2 * capacity];
        lengths = new int[2 * capacity];
        slots = new int[2 * capacity];
        timesNs = new long[2 * capacity];
        receivedNs = new long[2 * capacity];
        sentNs = new long[2 * capacity];
        freeSlots = new int[capacity];
        clear();
    }

    void clear() {
        first = 0;
        end = 0;
        freeCount = capacity;
        for (int i = 0; i < capacity; i++) {
            freeSlots[i] = i;
        }
    }

    int count() {
        return end - first;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    boolean fits(final int length) {
        return length <= slotBytes;
    }

    /** Of the first packet; there must be one. */
    long firstSequence() {
        return sequences[first];
    }

    int firstCount() {
        return counts[first];
    }

    long firstTimeNs() {
        return timesNs[first];
    }

    /** The first packet, in a place that the next call fills anew; there must be one. */
    LinePacket first() {
        return packet.numbered(sequences[first], counts[first], 0)
                .from(LinePacket.RETRANSMITTED, timesNs[first])
                .received(receivedNs[first])
                .sent(sentNs[first])
                .bytes(bytes, slots[first] * slotBytes, lengths[first]);
    }

    /** The sequence after the last packet; there must be one. */
    long endSequence() {
        long last = 0;
        for (int i = first; i < end; i++) {
            last = Math.max(last, sequences[i] + counts[i]);
        }
        return last;
    }

    /** When the newest of those was sent that were sent before this time; or not said. */
    long sentBefore(final long timeNs) {
        long before = SendingTimes.NOT_SAID;
        for (int i = first; i < end; i++) {
            before = sentNs[i] < timeNs ? Math.max(before, sentNs[i]) : before;
        }
        return before;
    }

    /** Where there is no room, the oldest goes: the newest are what a snapshot goes on with. */
    void take(final LinePacket early, final FeedCounts counting) {
        if (!fits(early.length)) {
            counting.add(FeedCount.TOO_LONG, 1);
            return;
        }
        if (isFull()) {
            if (early.sequence < firstSequence()) {
                return;
            }
            removeFirst();
        }
        if (!add(early)) {
            counting.add(FeedCount.LATE, early.count);
        }
    }

    /** False when one that begins there has all of it already. There must be room. */
    private boolean add(final LinePacket early) {
        int place = end;
        while (place > first && sequences[place - 1] > early.sequence) {
            place--;
        }
        if (place > first && sequences[place - 1] + counts[place - 1] >= early.end()) {
            return false;
        }
        place = opened(place);
        final int slot = freeSlots[--freeCount];
        bytes.putBytes(slot * slotBytes, early.buffer, early.offset, early.length);
        sequences[place] = early.sequence;
        counts[place] = early.count;
        lengths[place] = early.length;
        slots[place] = slot;
        timesNs[place] = early.timeNs;
        receivedNs[place] = early.receivedNs;
        sentNs[place] = early.sentNs;
        return true;
    }

    private int opened(final int place) {
        if (end < sequences.length) {
            move(place, place + 1, end - place);
            end++;
            return place;
        }
        // The half in front is free.
        final int before = place - first;
        move(first, 0, before);
        move(place, before + 1, end - place);
        end = count() + 1;
        first = 0;
        return before;
    }

    private void move(final int from, final int to, final int count) {
        System.arraycopy(sequences, from, sequences, to, count);
        System.arraycopy(counts, from, counts, to, count);
        System.arraycopy(lengths, from, lengths, to, count);
        System.arraycopy(slots, from, slots, to, count);
        System.arraycopy(timesNs, from, timesNs, to, count);
        System.arraycopy(receivedNs, from, receivedNs, to, count);
        System.arraycopy(sentNs, from, sentNs, to, count);
    }

    /** Those that end before this sequence. */
    void removeBefore(final long sequence) {
        while (count() > 0 && firstSequence() + firstCount() <= sequence) {
            removeFirst();
        }
    }

    void removeFirst() {
        freeSlots[freeCount++] = slots[first];
        first++;
        if (first == end) {
            first = 0;
            end = 0;
        }
    }
}
