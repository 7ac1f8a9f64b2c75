package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** Rebuilds books from a feed in the slow obvious way, and notes what does not fit. */
final class OracleBook implements VenueSink {
    final List<String> faults = new ArrayList<>();
    final TreeSet<Integer> templates = new TreeSet<>();
    long packetCount;
    private final List<Entry> entries = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long openPacket;
    private long lastTimeNs;

    private static final class Entry {
        private final int instrumentId;
        private final Side side;
        private final long orderId;
        private final long price;
        private long quantity;

        private Entry(
                final int instrumentId, final Side side, final long orderId, final long price, final long quantity) {
            this.instrumentId = instrumentId;
            this.side = side;
            this.orderId = orderId;
            this.price = price;
            this.quantity = quantity;
        }
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        return true;
    }

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int block = header.blockLength();
        final int version = header.version();
        if (header.templateId() < 20) {
            templates.add(header.templateId());
        }
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                final L3AddDecoder m = new L3AddDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                add(m.instrumentId(), m.side(), m.orderId(), m.priceNanos(), m.quantity());
            }
            case L3ModifyDecoder.TEMPLATE_ID -> {
                final L3ModifyDecoder m = new L3ModifyDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                final Entry old = find(m.orderId());
                if (old.price == m.priceNanos() && m.quantity() <= old.quantity) {
                    old.quantity = m.quantity();
                } else {
                    entries.remove(old);
                    add(m.instrumentId(), m.side(), m.orderId(), m.priceNanos(), m.quantity());
                }
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                final L3ExecuteDecoder m = new L3ExecuteDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                final Entry maker = find(m.orderId());
                if (maker.price != m.priceNanos() || maker.side == m.aggressorSide()) {
                    faults.add("execution of " + m.orderId() + " at " + m.priceNanos());
                }
                take(maker, m.quantity());
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                final L3CancelDecoder m = new L3CancelDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                take(find(m.orderId()), m.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                final L3DeleteDecoder m = new L3DeleteDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                entries.remove(find(m.orderId()));
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                final L3ReplaceDecoder m = new L3ReplaceDecoder().wrap(buffer, body, block, version);
                packet(m.packetSequence(), m.flags().endOfPacket(), m.venueTimeNs());
                entries.remove(find(m.orderId()));
                add(m.instrumentId(), m.side(), m.newOrderId(), m.priceNanos(), m.quantity());
            }
            default -> {
                // Status messages change no book.
            }
        }
        return true;
    }

    /** All orders of a side, from the first in turn on: "id:price:leaves". */
    List<String> queue(final int instrumentId, final Side side) {
        final List<Entry> queue = new ArrayList<>();
        for (final Entry entry : entries) {
            if (entry.instrumentId == instrumentId && entry.side == side) {
                queue.add(entry);
            }
        }
        queue.sort((a, b) -> side == Side.BUY ? Long.compare(b.price, a.price) : Long.compare(a.price, b.price));
        final List<String> lines = new ArrayList<>();
        for (final Entry entry : queue) {
            lines.add(entry.orderId + ":" + entry.price + ":" + entry.quantity);
        }
        return lines;
    }

    private void packet(final long sequence, final boolean last, final long timeNs) {
        if (sequence != packetCount + 1 || (openPacket != 0 && openPacket != sequence)) {
            faults.add("packet " + sequence + " after " + packetCount);
        }
        if (timeNs < lastTimeNs) {
            faults.add("time " + timeNs + " after " + lastTimeNs);
        }
        lastTimeNs = timeNs;
        openPacket = last ? 0 : sequence;
        packetCount += last ? 1 : 0;
    }

    private void add(
            final int instrumentId, final Side side, final long orderId, final long price, final long quantity) {
        for (final Entry entry : entries) {
            if (entry.orderId == orderId) {
                faults.add("order " + orderId + " twice");
            }
        }
        entries.add(new Entry(instrumentId, side, orderId, price, quantity));
    }

    private void take(final Entry entry, final long quantity) {
        entry.quantity -= quantity;
        if (entry.quantity < 0) {
            faults.add("order " + entry.orderId + " has less than " + quantity);
        }
        if (entry.quantity <= 0) {
            entries.remove(entry);
        }
    }

    private Entry find(final long orderId) {
        for (final Entry entry : entries) {
            if (entry.orderId == orderId) {
                return entry;
            }
        }
        faults.add("order " + orderId + " unknown");
        return new Entry(0, Side.NULL_VAL, orderId, 0, Long.MAX_VALUE);
    }
}
