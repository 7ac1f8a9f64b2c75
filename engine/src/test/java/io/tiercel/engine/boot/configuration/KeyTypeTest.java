package io.tiercel.engine.boot.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTypeTest {
    @Test
    void shouldReadUnits() throws BadValueException {
        assertEquals(1_500_000, KeyType.DURATION.parse("1.5ms"));
        assertEquals(86_400_000_000_000L, KeyType.DURATION.parse("1 d"));
        assertEquals(7, KeyType.DURATION.parse("7ns"));
        assertEquals(1L << 30, KeyType.SIZE.parse("1GiB"));
        assertEquals(1536, KeyType.SIZE.parse("1.5KiB"));
        assertEquals(-100_000_000L, KeyType.DECIMAL.parse("-0.1"));
    }

    @Test
    void shouldWriteLargestUnitThatIsExact() {
        assertEquals("1500us", KeyType.DURATION.format(1_500_000));
        assertEquals("0s", KeyType.DURATION.format(0));
        assertEquals("2h", KeyType.DURATION.format(7_200_000_000_000L));
        assertEquals("1536B", KeyType.SIZE.format(1536));
        assertEquals("-0.1", KeyType.DECIMAL.format(-100_000_000L));
        assertEquals("0", KeyType.DECIMAL.format(0));
    }

    @Test
    void shouldReadBackWhatItWrote() throws BadValueException {
        final long seed = 3;
        final Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            final long value = random.nextLong() >>> (1 + random.nextInt(62));
            for (final KeyType type : new KeyType[] {KeyType.WHOLE, KeyType.DECIMAL, KeyType.DURATION, KeyType.SIZE}) {
                assertEquals(value, type.parse(type.format(value)), () -> "seed " + seed + ", " + type + " " + value);
            }
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        for (final String text : new String[] {"9223372036854775808", "", "+1", "0x1", "1e3", "1.0", " 1"}) {
            assertThrows(BadValueException.class, () -> KeyType.WHOLE.parse(text), text);
        }
        for (final String text : new String[] {"0.0000000001", "9223372037", ".5", "5.", "1,5", "NaN"}) {
            assertThrows(BadValueException.class, () -> KeyType.DECIMAL.parse(text), text);
        }
        for (final String text : new String[] {"-1s", "1", "1 month", "0.1ns", "300000d", "s"}) {
            assertThrows(BadValueException.class, () -> KeyType.DURATION.parse(text), text);
        }
    }
}
