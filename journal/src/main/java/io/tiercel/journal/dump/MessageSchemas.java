package io.tiercel.journal.dump;

import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;

/** Messages by schema and template, from the schemas that lie beside the codecs. Only looked up, never listed. */
final class MessageSchemas {
    private static final List<String> NAMES = List.of("market-data", "orders", "control", "journal");

    private final Map<Integer, Ir> schemas = new HashMap<>();

    MessageSchemas() {
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

    private static Ir load(final String resource) {
        try (InputStream in = MessageSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new JournalException("the program's own schema " + resource + " is missing; install it again");
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes()))) {
                return decoder.decode();
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read the program's own schema " + resource + ": " + e, e);
        }
    }
}
