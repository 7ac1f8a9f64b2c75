package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * What is remembered of one venue: its session, what came in it, the executions that were taken, and the tokens given
 * out.
 */
@HotPath
final class VenueSession {
    /** A sequence beyond this is no sequence; so no arithmetic on sequences overflows. */
    static final long MAX_SEQUENCE = 1L << 61;

    final InboundWindow window;
    final ExecutionIds executionIds;
    boolean known;
    boolean down;
    int sessionId;
    /** Counts the venue's lists of open orders, so that an order that a list left out is found. */
    int listing;
    /** A list was asked for and has not come. */
    boolean listAwaited;

    long listTimerId;
    /** The gap that is asked for, and how often it was; 0: nothing is missing, or nobody asks any more. */
    int resendCount;

    long gapFrom;
    long gapTo;
    long resendTimerId;

    private long nextToken = 1;

    VenueSession(final int windowSize, final int executionIdCapacity) {
        window = new InboundWindow(windowSize);
        executionIds = new ExecutionIds(executionIdCapacity);
    }

    void start(final int newSessionId, final long nextInbound) {
        known = true;
        down = false;
        sessionId = newSessionId;
        window.start(nextInbound);
    }

    /** A token that was never given out, or 0 when there are no more. */
    long takeToken() {
        return nextToken < OrderTable.TOKEN_LIMIT ? nextToken++ : 0;
    }

    boolean issued(final long token) {
        return token > 0 && token < nextToken;
    }

    void raiseTokenFloor(final long floor) {
        nextToken = Math.max(nextToken, floor);
    }

    void snapshotTo(final StateWriter writer) {
        writer.putBoolean(known);
        writer.putBoolean(down);
        writer.putInt(sessionId);
        writer.putInt(listing);
        writer.putBoolean(listAwaited);
        writer.putLong(listTimerId);
        writer.putInt(resendCount);
        writer.putLong(gapFrom);
        writer.putLong(gapTo);
        writer.putLong(resendTimerId);
        writer.putLong(nextToken);
        window.snapshotTo(writer);
        executionIds.snapshotTo(writer);
    }

    void restoreFrom(final StateReader reader) {
        known = reader.takeBoolean();
        down = reader.takeBoolean();
        sessionId = reader.takeInt();
        listing = reader.takeInt();
        listAwaited = reader.takeBoolean();
        listTimerId = reader.takeLong();
        resendCount = reader.takeInt();
        gapFrom = reader.takeLong();
        gapTo = reader.takeLong();
        resendTimerId = reader.takeLong();
        nextToken = reader.takeLong();
        window.restoreFrom(reader);
        executionIds.restoreFrom(reader);
    }
}
