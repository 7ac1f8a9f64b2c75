package io.tiercel.engine.feed.arbitration;

import org.agrona.DirectBuffer;

/** What an {@link Arbiter} decides. The lane's thread; within these only {@link Arbiter#lose} may be called. */
public interface ArbiterListener {
    /** Another session, or the first: the books are void, and not live. */
    void onSession();

    /** The same session counts from its first sequence again: the books are void, and not live. */
    void onReset();

    /**
     * The next packet: its messages before {@code known} came before.
     *
     * @param sequence   of its first message
     * @param receivedNs when it came to this host
     */
    void onPacket(long sequence, int known, DirectBuffer buffer, int offset, int length, long receivedNs);

    /** These did not come within the reorder window. */
    void onGap(long from, long count);

    /**
     * To be asked of the request server.
     *
     * @return whether it was; false where what was asked for before has it, or nobody is asked now
     */
    boolean onRequest(long from, int count);

    /** Whether what lines say of how far the session is, is new: books are not live while it may be old. */
    default boolean isCurrent(final long timeNs) {
        return true;
    }

    /** A snapshot is wanted, or wanted once more. */
    void onSnapshotWanted();

    /** The books may be traded on. */
    void onLive();

    /** They may not, and something is done about it. */
    void onRecovering(LossReason reason);

    /** They may not, and nothing more is done about it. */
    void onStale(LossReason reason);

    /** All of the session came; nothing follows but another one. */
    void onEnd();
}
