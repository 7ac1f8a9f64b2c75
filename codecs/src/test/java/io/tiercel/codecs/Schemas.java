package io.tiercel.codecs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;

/** The schemas as the build put them beside the codecs. */
final class Schemas {
    static final List<String> NAMES = List.of("market-data", "orders", "control", "journal");

    private Schemas() {}

    /** A message of a schema. */
    record Message(Ir schema, List<Token> tokens) {
        String name() {
            return tokens.get(0).name();
        }

        int templateId() {
            return tokens.get(0).id();
        }

        int blockLength() {
            return tokens.get(0).encodedLength();
        }

        @Override
        public String toString() {
            return schema.packageName() + "." + name();
        }
    }

    static Ir load(final String name) throws IOException {
        try (InputStream in = Schemas.class.getResourceAsStream("/sbe/" + name + ".sbeir")) {
            return new IrDecoder(ByteBuffer.wrap(in.readAllBytes())).decode();
        }
    }

    static List<Message> messages() throws IOException {
        final List<Message> messages = new ArrayList<>();
        for (final String name : NAMES) {
            final Ir schema = load(name);
            for (final List<Token> tokens : schema.messages()) {
                messages.add(new Message(schema, tokens));
            }
        }
        return messages;
    }
}
