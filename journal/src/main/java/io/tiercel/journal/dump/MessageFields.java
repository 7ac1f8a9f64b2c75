package io.tiercel.journal.dump;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalReader;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/** A single message as names and values in text, by the schema's names. For reports, not for speed. */
public final class MessageFields {
    private final MessageSchemas schemas = new MessageSchemas();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** The message's name, or its template id where no schema knows it. */
    public String name(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final List<Token> message = schemas.message(header.schemaId(), header.templateId());
        return message == null
                ? "template " + header.templateId()
                : message.get(0).name();
    }

    /** Whether a record is a message of a known schema. */
    boolean isKnown(final JournalReader record) {
        return schemas.message(record, header) != null;
    }

    /** The fields in the schema's order; empty when the message is none of a known schema. */
    public Map<String, String> fields(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final List<Token> message = schemas.message(header.schemaId(), header.templateId());
        if (message == null) {
            return Map.of();
        }
        final FieldTexts texts = new FieldTexts();
        OtfMessageDecoder.decode(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                header.version(),
                header.blockLength(),
                message,
                texts);
        return texts.values();
    }
}
