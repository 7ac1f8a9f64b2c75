package io.tiercel.journal.dump;

import io.tiercel.journal.Stream;
import java.util.Set;

/** Which records of a journal are wanted: all, but for what is asked for here. Each question narrows it. */
public final class Selection {
    private Stream stream;
    private Set<String> kinds = Set.of();
    private long firstSequence = Long.MIN_VALUE;
    private long lastSequence = Long.MAX_VALUE;
    private long firstTimeNs = Long.MIN_VALUE;
    private long lastTimeNs = Long.MAX_VALUE;
    private Long instrument;
    private Long order;
    private long limit = Long.MAX_VALUE;

    /** Only of one stream. */
    public Selection stream(final Stream only) {
        stream = only;
        return this;
    }

    /** Only messages of these names; none means all. */
    public Selection kinds(final Set<String> names) {
        kinds = Set.copyOf(names);
        return this;
    }

    /** The names of the messages that are asked for; none means all. */
    public Set<String> kinds() {
        return kinds;
    }

    /** Only inputs within these sequences, and their outputs. */
    public Selection sequences(final long first, final long last) {
        firstSequence = first;
        lastSequence = last;
        return this;
    }

    /** Only records of these times, both included. */
    public Selection times(final long firstNs, final long lastNs) {
        firstTimeNs = firstNs;
        lastTimeNs = lastNs;
        return this;
    }

    /** Only messages with a field of type InstrumentId that has this value. */
    public Selection instrument(final long id) {
        instrument = id;
        return this;
    }

    /** Only messages with a field of type OrderId that has this value. */
    public Selection order(final long id) {
        order = id;
        return this;
    }

    /** No more records than that. */
    public Selection limit(final long records) {
        limit = records;
        return this;
    }

    /** Of the first input that can be wanted. */
    long firstSequence() {
        return firstSequence;
    }

    /** Of the first record that can be wanted. */
    long firstTimeNs() {
        return firstTimeNs;
    }

    /** Whether nothing more can follow: neither sequences nor times ever fall. */
    boolean isOver(final long inputSequence, final long timeNs, final long records) {
        return inputSequence > lastSequence || timeNs > lastTimeNs || records >= limit;
    }

    boolean takes(final Stream ofStream, final long inputSequence, final long timeNs, final String kind) {
        return (stream == null || stream == ofStream)
                && (kinds.isEmpty() || kinds.contains(kind))
                && inputSequence >= firstSequence
                && inputSequence <= lastSequence
                && timeNs >= firstTimeNs
                && timeNs <= lastTimeNs;
    }

    /** Whether the message's fields have to be looked at. */
    boolean asksForIds() {
        return instrument != null || order != null;
    }

    boolean takes(final MessageIds ids) {
        return (instrument == null || ids.has("InstrumentId", instrument))
                && (order == null || ids.has("OrderId", order));
    }
}
