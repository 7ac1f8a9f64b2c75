package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.TradeEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.replay.whatif.RecordedFacts.OwnOrder;
import io.tiercel.journal.JournalReader;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The messages of one recorded packet, from which those that tell of own orders can be taken. What hit an own order
 * becomes a trade that changed no order. Packets are numbered anew, so that one that is gone leaves no gap; gaps that
 * were recorded stay.
 */
final class MarketPacket {
    private final RecordedFacts facts;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private final Int2ObjectHashMap<Numbers> numbers = new Int2ObjectHashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final TradeEncoder trade = new TradeEncoder();
    private int[] offsets = new int[64];
    private int[] lengths = new int[64];
    private long[] sequences = new long[64];
    private int count;
    private int end;
    private long timeNs;
    private boolean complete;

    /** How one feed counts. */
    private static final class Numbers {
        private long last;
        private long gone;
    }

    MarketPacket(final RecordedFacts facts) {
        this.facts = facts;
    }

    /** The reader's record becomes the packet's next message. */
    void add(final JournalReader inputs) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            sequences = Arrays.copyOf(sequences, 2 * count);
        }
        if (count == 0) {
            timeNs = inputs.timeNs();
        }
        buffer.putBytes(end, inputs.buffer(), inputs.offset(), inputs.length());
        offsets[count] = end;
        lengths[count] = inputs.length();
        sequences[count] = inputs.sequence();
        complete = MarketMessage.endsPacket(buffer, end);
        // Each at a multiple of 8.
        end += (inputs.length() + 7) & ~7;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Its last message has come. */
    boolean isComplete() {
        return complete;
    }

    void clear() {
        count = 0;
        end = 0;
        complete = false;
    }

    int count() {
        return count;
    }

    long timeNs() {
        return timeNs;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int offset(final int index) {
        return offsets[index];
    }

    /** 0: the message is taken out. */
    int length(final int index) {
        return lengths[index];
    }

    /** Of the recorded input. */
    long sequence(final int index) {
        return sequences[index];
    }

    /** A feed that says how it is counts anew. */
    void onFeedStatus(final int feedId) {
        numbers.remove(feedId);
    }

    /** Takes out what tells of own orders; the last message that stays ends the packet, if it had an end. */
    void strip() {
        int last = -1;
        for (int i = 0; i < count; i++) {
            if (stays(facts, buffer, offsets[i])) {
                last = i;
                if (isOwn(facts, buffer, offsets[i])) {
                    lengths[i] = makeTrade(offsets[i]);
                }
            } else {
                lengths[i] = 0;
            }
        }
        if (last >= 0 && complete) {
            MarketMessage.endPacket(buffer, offsets[last]);
        }
        renumber(last >= 0);
    }

    /** Whether anything of this message is left without own orders. */
    static boolean stays(final RecordedFacts facts, final MutableDirectBuffer buffer, final int offset) {
        if (!isOwn(facts, buffer, offset)) {
            return true;
        }
        return MarketMessage.templateId(buffer, offset) == L3ExecuteDecoder.TEMPLATE_ID
                && !facts.selfMatch(
                        MarketMessage.instrumentId(buffer, offset),
                        buffer.getLong(
                                offset + MessageHeaderDecoder.ENCODED_LENGTH + L3ExecuteDecoder.matchIdEncodingOffset(),
                                ByteOrder.LITTLE_ENDIAN));
    }

    static boolean isOwn(final RecordedFacts facts, final MutableDirectBuffer buffer, final int offset) {
        return MarketMessage.namesOrder(MarketMessage.templateId(buffer, offset))
                && facts.ownOrder(MarketMessage.instrumentId(buffer, offset), MarketMessage.orderId(buffer, offset))
                        != null;
    }

    private int makeTrade(final int offset) {
        execute.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = execute.instrumentId();
        final int feedId = execute.feedId();
        final boolean endOfPacket = execute.flags().endOfPacket();
        final OwnOrder own = facts.ownOrder(instrumentId, execute.orderId());
        // Whoever hit it was on the other side, whether the feed says so or not.
        final Side aggressorSide = own.side() == Side.BUY ? Side.SELL : Side.BUY;
        final long priceNanos = MarketMessage.tradePrice(execute, own);
        final long quantity = execute.quantity();
        final long matchId = execute.matchId();
        final long venueTimeNs = execute.venueTimeNs();
        final long packetSequence = execute.packetSequence();
        trade.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .instrumentId(instrumentId)
                .feedId(feedId)
                .aggressorSide(aggressorSide)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(venueTimeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear()
                .endOfPacket(endOfPacket);
        return MessageHeaderDecoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    }

    private void renumber(final boolean somethingStays) {
        final long number = number(0);
        if (number <= 0) {
            return;
        }
        final Numbers feed = numbers.computeIfAbsent(MarketMessage.feedId(buffer, offsets[0]), feedId -> new Numbers());
        final boolean next = number == feed.last + 1;
        feed.last = Math.max(feed.last, number);
        if (!somethingStays) {
            feed.gone += next ? 1 : 0;
            return;
        }
        for (int i = 0; i < count; i++) {
            if (lengths[i] > 0 && number(i) > 0) {
                buffer.putLong(
                        MarketMessage.packetSequencePosition(buffer, offsets[i]),
                        number(i) - feed.gone,
                        ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    private long number(final int index) {
        final int position = MarketMessage.packetSequencePosition(buffer, offsets[index]);
        return position == 0 ? 0 : buffer.getLong(position, ByteOrder.LITTLE_ENDIAN);
    }
}
