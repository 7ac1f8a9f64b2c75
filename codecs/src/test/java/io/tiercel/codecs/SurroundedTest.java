package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** That it finds what it is there to find. */
final class SurroundedTest {
    private final byte[] packet = {1, 2, 3, 4};

    @Test
    void shouldGiveWhatWasRead() {
        final byte last = Surrounded.read(packet, 1, (buffer, offset, length) -> buffer.getByte(offset + length - 1));

        assertEquals(4, last);
    }

    @Test
    void shouldFindAReadBeyondThePacket() {
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Surrounded.read(packet, 1, (buffer, offset, length) -> buffer.getByte(offset + length)));
    }

    @Test
    void shouldFindAReadThatLooksAtNoBounds() {
        assertThrows(
                AssertionError.class,
                () -> Surrounded.read(packet, 1, (buffer, offset, length) -> {
                    final BeyondFlyweight beyond = new BeyondFlyweight();
                    beyond.check(buffer, offset, length);
                    return beyond.byteAt(length);
                }));
    }

    @Test
    void shouldFindMoreReadsThanBytes() {
        assertThrows(
                AssertionError.class,
                () -> Surrounded.read(packet, 1, (buffer, offset, length) -> {
                    int sum = 0;
                    for (int i = 0; i < 1_000; i++) {
                        sum += buffer.getByte(offset + i % length);
                    }
                    return sum;
                }));
    }

    private static final class BeyondFlyweight extends CheckedFlyweight {}
}
