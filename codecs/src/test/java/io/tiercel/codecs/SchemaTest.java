package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

final class SchemaTest {
    private static final int MAX_MESSAGE_LENGTH = 512;
    private static final int HEADER_LENGTH = 8;
    private static final int LENGTH_FIELD = 2;
    private static final int SCHEMA_VERSION = 1;

    @Test
    void shouldReadBackEveryMessage() throws Exception {
        final long seed = 11;
        final Random random = new Random(seed);
        int count = 0;
        for (final Schemas.Message message : Schemas.messages()) {
            final AnyCodec codec = new AnyCodec(message, "io.tiercel.codecs", SCHEMA_VERSION);
            for (int run = 0; run < 20; run++) {
                final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

                final Map<String, Object> written = codec.write(buffer, 24, random);

                assertEquals(written, codec.read(buffer, 24), () -> "seed " + seed + ": " + message);
            }
            count++;
        }
        assertTrue(count > 60, count + " messages");
    }

    @Test
    void shouldKeepFixedPartsBelowLimit() throws IOException {
        for (final Schemas.Message message : Schemas.messages()) {
            int length = HEADER_LENGTH + message.blockLength();
            for (final Token token : message.tokens()) {
                length += token.signal() == Signal.BEGIN_VAR_DATA ? LENGTH_FIELD : 0;
            }

            assertTrue(length <= MAX_MESSAGE_LENGTH, message + " has " + length + " bytes before any text");
        }
    }

    @Test
    void shouldUseEachTemplateIdOnce() throws IOException {
        final Map<Integer, Schemas.Message> byId = new HashMap<>();
        for (final Schemas.Message message : Schemas.messages()) {
            final Schemas.Message other = byId.put(message.templateId(), message);

            assertEquals(null, other, () -> message + " has the id of " + other);
        }
    }

    @Test
    void shouldKeepTemplateIdsInTheRangeOfTheirSchema() throws IOException {
        for (final Schemas.Message message : Schemas.messages()) {
            final int schema = message.schema().id();

            assertEquals(schema, 1 + message.templateId() / 100, message + " has template " + message.templateId());
        }
    }

    @Test
    void shouldBeOneVersion() throws IOException {
        for (final String name : Schemas.NAMES) {
            assertEquals(SCHEMA_VERSION, Schemas.load(name).version(), name);
        }
    }
}
