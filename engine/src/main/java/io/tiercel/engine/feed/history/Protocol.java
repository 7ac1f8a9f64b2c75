package io.tiercel.engine.feed.history;

import java.time.ZoneId;
import org.agrona.DirectBuffer;

/** A protocol as files hold it: how it is told from others, how its messages are shown, how it makes books. */
public interface Protocol {
    /** As {@code --protocol} names it. */
    String name();

    /** Where its times begin at midnight; null when they are UTC. */
    ZoneId timesOfDayIn();

    /** What its numbers count, such as messages; empty where it has none. */
    default String numbered() {
        return "";
    }

    /** Whether a datagram may be one of this protocol's. */
    boolean recognisesDatagram(DirectBuffer buffer, int offset, int length);

    /**
     * Whether a datagram without messages may be one of this protocol's.
     *
     * @param timeNs of its capture; 0 where that is not known
     */
    default boolean recognisesEmpty(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        return false;
    }

    /** Whether what a stream carries as one message may be one of this protocol's. */
    boolean recognisesMessage(DirectBuffer buffer, int offset, int length);

    /** For one channel. */
    MessageReader reader();

    /** Whether its messages may take back trades that others told. */
    default boolean breaksTrades() {
        return false;
    }

    /** For all channels together: which of them are lines of one feed is the protocol's to know. */
    BookFeed books(BookTarget target, HistoryFiles files);
}
