package io.tiercel.engine.replay.story;

import io.tiercel.engine.replay.story.OrderStory.BookView;
import io.tiercel.engine.replay.story.OrderStory.Message;
import io.tiercel.engine.replay.story.OrderStory.Target;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.dump.MessageFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packet of the input that led to the order, and the book before it. Of what comes long before, nothing. */
final class CauseNotes {
    /** No packet has more messages. */
    private static final int REACH = 1 << 13;

    /** The only flag of market data, as {@link MessageFields} writes it. */
    private static final String END_OF_PACKET = "0x1";

    private final Target target;
    private final MessageFields decoder;
    private final Sight sight;
    private final List<Message> messages = new ArrayList<>();
    private BookView before;
    private String packet = "";
    private boolean open;

    CauseNotes(final Target target, final MessageFields decoder, final Sight sight) {
        this.target = target;
        this.decoder = decoder;
        this.sight = sight;
    }

    /** Before the core gets it. */
    void onInput(final JournalReader input) {
        final long sequence = input.sequence();
        if (sequence > target.sequence() || sequence < target.sequence() - REACH) {
            return;
        }
        final Map<String, String> fields = decoder.fields(input.buffer(), input.offset());
        final String number = fields.get("packetSequence");
        final String now = number == null ? "" : fields.get("feedId") + "/" + number;
        if (!open || now.isEmpty() || !now.equals(packet)) {
            messages.clear();
            before = sight.book(target.instrumentId());
        }
        messages.add(new Message(sequence, input.timeNs(), decoder.name(input.buffer(), input.offset()), fields));
        packet = now;
        open = number != null && !END_OF_PACKET.equals(fields.get("flags"));
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The book of the order's instrument before the packet; null when it is not known. */
    BookView before() {
        return before;
    }
}
