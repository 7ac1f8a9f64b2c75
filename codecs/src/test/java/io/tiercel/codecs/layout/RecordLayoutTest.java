package io.tiercel.codecs.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class RecordLayoutTest {
    private static final List<Field> FIELDS = List.of(
            Field.unsigned("a", 0, 8),
            Field.signed("b", 8, 2),
            Field.decimal("c", 10, 4, 2),
            Field.unsignedDecimal("d", 14, 4, 4).orNone(0xFFFF_FFFFL),
            Field.text("e", 18, 4),
            Field.character("f", 22),
            Field.character("g", 23));

    @Test
    void shouldReadEveryKindOfEitherOrder() {
        assertEquals(
                List.of("a u -2", "b -2", "c -256/2", "d none", "e 'A'", "f 'x'", "g none"),
                read(
                        ByteOrder.BIG_ENDIAN,
                        "FFFFFFFFFFFFFFFE" + "FFFE" + "FFFFFF00" + "FFFFFFFF" + "41202020" + "7800"));
        assertEquals(
                List.of("a u -2", "b -2", "c -256/2", "d u 1/4", "e 'A b'", "f 'x'", "g 'ÿ'"),
                read(
                        ByteOrder.LITTLE_ENDIAN,
                        "FEFFFFFFFFFFFFFF" + "FEFF" + "00FFFFFF" + "01000000" + "41206200" + "78FF"));
    }

    private static List<String> read(final ByteOrder order, final String hex) {
        final List<String> found = new ArrayList<>();
        final byte[] bytes = HexFormat.of().parseHex(hex);
        new RecordLayout("r", bytes.length, order, FIELDS).write(new UnsafeBuffer(bytes), 0, new RecordedFields(found));
        return found;
    }
}
