package io.tiercel.engine.feed.history;

import java.util.Map;
import java.util.TreeMap;

/** Which numbers of a session were there, on whichever line and in whichever order. */
final class SequenceSpans {
    /** More holes at a time are not remembered: the oldest is missing for good then. */
    private static final int MAX_SPANS = 1 << 16;

    /** First number to the number behind the last one. */
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    private long first = -1;
    private long forgottenHoles;
    private long forgottenMissing;

    void add(final long sequence, final long count) {
        if (count <= 0 || sequence < 0 || sequence > Long.MAX_VALUE - count) {
            return;
        }
        first = first < 0 ? sequence : Math.min(first, sequence);
        long from = sequence;
        long to = sequence + count;
        Map.Entry<Long, Long> before = spans.floorEntry(to);
        while (before != null && before.getValue() >= from) {
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            spans.remove(before.getKey());
            before = spans.floorEntry(to);
        }
        spans.put(from, to);
        if (spans.size() > MAX_SPANS) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        final Map.Entry<Long, Long> oldest = spans.pollFirstEntry();
        final Map.Entry<Long, Long> next = spans.pollFirstEntry();
        forgottenHoles++;
        forgottenMissing += next.getKey() - oldest.getValue();
        spans.put(oldest.getKey(), next.getValue());
    }

    /** The first one that was there; -1 when there is none. */
    long first() {
        return first;
    }

    /** The last one that was there; -1 when there is none. */
    long last() {
        return spans.isEmpty() ? -1 : spans.lastEntry().getValue() - 1;
    }

    /** Times that something is missing between the first and the last. */
    long gaps() {
        return forgottenHoles + Math.max(0, spans.size() - 1);
    }

    /** How many are missing between the first and the last. */
    long missing() {
        long missing = forgottenMissing;
        long end = -1;
        for (final Map.Entry<Long, Long> span : spans.entrySet()) {
            missing += end < 0 ? 0 : span.getKey() - end;
            end = span.getValue();
        }
        return missing;
    }
}
