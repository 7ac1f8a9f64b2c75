package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.L3AddDecoder;

/**
 * Which number each feed's next message must carry: that of the packet that is open, or the one after the last whole
 * packet. A packet without a number says nothing, and the first one with a number is taken as it is.
 */
@HotPath
final class PacketNumbers {
    /** How a message stands to those before it. */
    enum Order {
        IN_ORDER,
        /** Messages are missing before it. */
        GAP,
        /** It came before, or should have. */
        LATE
    }

    /** The feed has not numbered any packet yet, or a packet has no number. */
    private static final long NONE = 0;

    private static final long NULL = L3AddDecoder.packetSequenceNullValue();

    private final long[] expected;
    private long firstMissing;

    PacketNumbers(final int feeds) {
        expected = new long[feeds];
    }

    /** The good case; anything else, no number included, is for {@link #judge}. */
    boolean isNext(final int feedId, final long number, final boolean endOfPacket) {
        if (number != expected[feedId]) {
            return false;
        }
        if (endOfPacket && number != NONE) {
            expected[feedId] = number + 1;
        }
        return true;
    }

    /** What {@link #isNext} did not take. After a gap the count goes on from this message. */
    Order judge(final int feedId, final long number, final boolean endOfPacket) {
        if (number == NONE || number == NULL) {
            return Order.IN_ORDER;
        }
        firstMissing = expected[feedId];
        if (number < firstMissing || number < 0) {
            return Order.LATE;
        }
        expected[feedId] = endOfPacket ? number + 1 : number;
        return firstMissing == NONE ? Order.IN_ORDER : Order.GAP;
    }

    /** After a gap: the first number that did not come in full. */
    long firstMissing() {
        return firstMissing;
    }

    /** The feed begins to count anew, wherever it wants. */
    void reset(final int feedId) {
        expected[feedId] = NONE;
    }

    long expected(final int feedId) {
        return expected[feedId];
    }

    void restore(final int feedId, final long number) {
        expected[feedId] = number;
    }
}
