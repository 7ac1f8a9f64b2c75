package io.tiercel.engine.venue.itch;

import io.tiercel.codecs.HotPath;
import org.agrona.collections.Long2LongHashMap;

/**
 * How the feed names orders: by the exchange's own number, as executions name them, too. Only one that goes on under
 * its number in another place, as orders of the background do, gets a name that was not there before: in ITCH a
 * reference is one place in one queue.
 */
@HotPath
final class OrderReferences {
    /** No order of the exchange has such a number. */
    private static final long OWN = 1L << 62;

    private static final long NONE = 0;

    private final Long2LongHashMap references = new Long2LongHashMap(NONE);
    private final Long2LongHashMap leaves = new Long2LongHashMap(NONE);
    private long count;

    /** None has another name than its number any more. */
    void clear() {
        references.clear();
        leaves.clear();
    }

    long of(final long orderId) {
        final long reference = references.get(orderId);
        return reference == NONE ? orderId : reference;
    }

    /** From now on it has a name of its own. */
    long renamed(final long orderId, final long quantity) {
        final long reference = OWN | ++count;
        references.put(orderId, reference);
        leaves.put(orderId, quantity);
        return reference;
    }

    /** Returns its name; after the last of it the name is nobody's. */
    long reduced(final long orderId, final long quantity) {
        final long reference = references.get(orderId);
        if (reference == NONE) {
            return orderId;
        }
        final long left = leaves.get(orderId) - quantity;
        if (left > 0) {
            leaves.put(orderId, left);
        } else {
            forget(orderId);
        }
        return reference;
    }

    /** Returns its name, which is nobody's any more. */
    long removed(final long orderId) {
        final long reference = of(orderId);
        forget(orderId);
        return reference;
    }

    private void forget(final long orderId) {
        references.remove(orderId);
        leaves.remove(orderId);
    }
}
