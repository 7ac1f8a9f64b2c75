package io.tiercel.journal.dump;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;

/** Messages by schema and template, from the schemas that lie beside the codecs. Looked up, or listed by name. */
public final class MessageSchemas {
    private static final List<String> NAMES = List.of("market-data", "orders", "control", "journal");

    private final Map<Integer, Ir> schemas = new HashMap<>();

    /** Reads them. */
    public MessageSchemas() {
        for (final String name : NAMES) {
            final Ir schema = load("/sbe/" + name + ".sbeir");
            schemas.put(schema.id(), schema);
        }
    }

    /** The message's structure, or null when it is not known. */
    List<Token> message(final int schemaId, final int templateId) {
        final Ir schema = schemas.get(schemaId);
        return schema == null ? null : schema.getMessage(templateId);
    }

    /**
     * The structure of a record's message; null when no schema knows it or it does not say it is what the record says.
     */
    List<Token> message(final JournalReader record, final MessageHeaderDecoder header) {
        if (record.length() < MessageHeaderDecoder.ENCODED_LENGTH) {
            return null;
        }
        header.wrap(record.buffer(), record.offset());
        if (header.templateId() != record.kind()
                || record.length() < MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength()) {
            return null;
        }
        return message(header.schemaId(), header.templateId());
    }

    /** The structure of the message of this name, or null when it is not known. */
    public List<Token> message(final String name) {
        for (final Ir schema : schemas.values()) {
            for (final List<Token> message : schema.messages()) {
                if (message.get(0).name().equals(name)) {
                    return message;
                }
            }
        }
        return null;
    }

    /** Of all messages, in alphabetical order. */
    public SortedSet<String> messageNames() {
        final SortedSet<String> names = new TreeSet<>();
        for (final Ir schema : schemas.values()) {
            for (final List<Token> message : schema.messages()) {
                names.add(message.get(0).name());
            }
        }
        return names;
    }

    private static Ir load(final String resource) {
        try (InputStream in = MessageSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new JournalException("the program's own schema " + resource + " is missing; install it again");
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes()))) {
                return decoder.decode();
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot read the program's own schema " + resource + ": " + DiskFailure.text(e), e);
        }
    }
}
