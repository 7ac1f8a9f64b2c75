package io.tiercel.codecs.dbn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.itch.ItchLayouts;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.layout.RecordLayout;
import io.tiercel.codecs.layout.RecordedFields;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DbnLayoutsTest {
    private static final int FUZZ_INPUTS = Integer.getInteger("tiercel.fuzzPackets", 100_000);

    private final SplittableRandom random = new SplittableRandom(9);

    /** Lengths as the encoding's description has them. */
    @ParameterizedTest
    @CsvSource({
        "0xA0, 56, 56, 56", "0x00, 48, 48, 48", "0x01, 80, 80, 80", "0x0A, 368, 368, 368", "0x20, 56, 56, 56",
        "0x12, 40, 40, 40", "0x13, 360, 400, 520", "0x14, 112, 112, 112", "0x15, 80, 320, 320", "0x16, 80, 176, 176",
        "0x17, 80, 320, 320", "0x18, 64, 64, 80", "0xC3, 80, 80, 80"
    })
    void shouldHaveTheLengthsOfTheEncoding(final String type, final int first, final int second, final int third) {
        final int number = Integer.decode(type);

        assertEquals(first, DbnLayouts.of(1, number).length());
        assertEquals(second, DbnLayouts.of(2, number).length());
        assertEquals(third, DbnLayouts.of(3, number).length());
    }

    @Test
    void shouldReadNothingPastARecord() {
        for (int run = 0; run < FUZZ_INPUTS / 100; run++) {
            for (int type = 0; type < 256; type++) {
                write(DbnLayouts.of(1 + run % 3, type));
                write(ItchLayouts.of((byte) type));
            }
        }
        assertEquals(36, ItchLayouts.of(ItchType.ADD_ORDER).length());
    }

    private void write(final RecordLayout layout) {
        if (layout != null) {
            final byte[] bytes = new byte[layout.length()];
            random.nextBytes(bytes);
            final List<String> read = Surrounded.read(bytes, 2, (buffer, offset, length) -> {
                final RecordedFields fields = new RecordedFields(new ArrayList<>());
                layout.write(buffer, offset, fields);
                return fields.lines();
            });
            assertEquals(layout.fields().size(), read.size());
        }
    }

    @Test
    void shouldReadNothingPastMetadata() {
        int refused = 0;
        int mapped = 0;
        for (int run = 0; run < FUZZ_INPUTS; run++) {
            final byte[] bytes = new byte[random.nextInt(400)];
            for (int i = random.nextInt(10); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(8);
            }
            final int version = 1 + run % 3;
            final Object read =
                    Surrounded.read(bytes, 5, (buffer, offset, length) -> metadata(version, buffer, offset, length));
            if (read instanceof DbnMetadata) {
                final int mappings = ((DbnMetadata) read).mappings().size();
                assertTrue(mappings * 2 * Integer.BYTES <= bytes.length, "each mapping has two days");
                mapped += mappings;
            } else {
                refused++;
            }
        }
        assertTrue(refused > FUZZ_INPUTS / 100 && refused < FUZZ_INPUTS, "refused " + refused);
        assertTrue(mapped > FUZZ_INPUTS / 10_000, mapped + " mappings");
    }

    /** Or why it is none. */
    private static Object metadata(final int version, final UnsafeBuffer buffer, final int offset, final int length) {
        try {
            return DbnMetadata.read(version, buffer, offset, length);
        } catch (final IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }
}
