package io.tiercel.engine.lane;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.QuoteListener;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * Tells all analytics lanes what the books of their instruments show. It overwrites what is old, whether it was read
 * or not, and so never waits.
 *
 * <pre>
 *   0 ..  7  number of the quote, from 1: a reader sees by it what it missed
 *   8 .. 15  sequence of the input that completed the packet
 *  16 .. 23  its time
 *  24 .. 31  bid, or Book.NO_PRICE
 *  32 .. 39  ask, or Book.NO_PRICE
 *  40 .. 43  instrument
 *  44 .. 47  1: its book can be traded on; else 0
 * </pre>
 *
 * Quotes and not the feed's messages: each is whole in itself, so that one that is missed is made good by the next one
 * of its instrument. A book of messages with a gap would stay wrong.
 */
@HotPath
public final class QuoteBroadcast implements QuoteListener {
    static final int NUMBER = 0;
    static final int SEQUENCE = 8;
    static final int TIME = 16;
    static final int BID = 24;
    static final int ASK = 32;
    static final int INSTRUMENT = 40;
    static final int TRADABLE = 44;
    static final int LENGTH = 48;

    private static final int ALIGNMENT = 128;
    private static final int MESSAGE_TYPE = 1;

    private final AtomicBuffer buffer;
    private final BroadcastTransmitter transmitter;
    private final UnsafeBuffer quote = new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH, ALIGNMENT));
    private final boolean[] wanted;
    private long number;

    /**
     * @param capacity       in bytes, a power of two; a quote takes 56
     * @param maxInstruments the greatest instrument id
     */
    public QuoteBroadcast(final int capacity, final int maxInstruments) {
        buffer = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(capacity + BroadcastBufferDescriptor.TRAILER_LENGTH, ALIGNMENT));
        transmitter = new BroadcastTransmitter(buffer);
        wanted = new boolean[maxInstruments + 1];
    }

    /** Before the first quote: this instrument is told of. */
    public void want(final int instrumentId) {
        wanted[instrumentId] = true;
    }

    /** Before the first quote: what a lane reads, on a thread of its own. */
    public QuoteReceiver newReceiver() {
        return new QuoteReceiver(buffer);
    }

    @Override
    public void onQuote(final long sequence, final long timeNs, final Book book) {
        final int instrumentId = book.instrumentId();
        if (wanted[instrumentId]) {
            quote.putLong(NUMBER, ++number);
            quote.putLong(SEQUENCE, sequence);
            quote.putLong(TIME, timeNs);
            quote.putLong(BID, book.bidPriceNanos());
            quote.putLong(ASK, book.askPriceNanos());
            quote.putInt(INSTRUMENT, instrumentId);
            quote.putInt(TRADABLE, book.tradable() ? 1 : 0);
            transmitter.transmit(MESSAGE_TYPE, quote, 0, LENGTH);
        }
    }
}
