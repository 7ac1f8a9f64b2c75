package io.tiercel.bench.rig;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * What the journal of a measured run holds of the orders that the rig got.
 *
 * @param clean    whether every record of the journal is whole and in its place
 * @param received orders that came to the rig
 * @param missing  those of them that the journal does not have
 */
public record JournaledOrders(boolean clean, int received, int missing) {
    static final JournaledOrders NONE = new JournaledOrders(true, 0, 0);

    static JournaledOrders compare(final Path journal, final LongArrayList received) {
        final LongHashSet journaled = new LongHashSet(2 * received.size());
        try (JournalReader reader = Journals.read(journal, Stream.OUTPUT)) {
            final NewOrderDecoder order = new NewOrderDecoder();
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            while (reader.next() == JournalReader.Result.RECORD) {
                if (reader.kind() == NewOrderDecoder.TEMPLATE_ID) {
                    journaled.add(order.wrapAndApplyHeader(reader.buffer(), reader.offset(), header)
                            .orderId());
                }
            }
        }
        int missing = 0;
        for (int i = 0; i < received.size(); i++) {
            if (!journaled.contains(received.getLong(i))) {
                missing++;
            }
        }
        return new JournaledOrders(new JournalVerifier(journal).verify().clean(), received.size(), missing);
    }

    JournaledOrders and(final JournaledOrders more) {
        return new JournaledOrders(clean && more.clean, received + more.received, missing + more.missing);
    }

    /** The journal is whole, and every measured order is in it. */
    public boolean holds() {
        return clean && missing == 0;
    }
}
