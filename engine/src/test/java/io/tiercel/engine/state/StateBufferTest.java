package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StateBufferTest {
    private final StateBuffer state = new StateBuffer();

    @Test
    void shouldYieldWhatWasWritten() {
        state.section(7);
        state.putBoolean(true);
        state.putBoolean(false);
        state.putInt(Integer.MIN_VALUE);
        state.putLong(Long.MAX_VALUE);
        state.putDouble(-0.0);
        state.putText("Größe €");
        state.putText("");

        final StateBufferReader reader = state.reader();
        reader.section(7);
        assertTrue(reader.takeBoolean());
        assertFalse(reader.takeBoolean());
        assertEquals(Integer.MIN_VALUE, reader.takeInt());
        assertEquals(Long.MAX_VALUE, reader.takeLong());
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(reader.takeDouble()));
        assertEquals("Größe €", reader.takeText());
        assertEquals("", reader.takeText());
        assertTrue(reader.atEnd());
        assertEquals(state.length(), reader.position());
    }

    @Test
    void shouldWriteEveryNanAlike() {
        state.putDouble(Double.NaN);
        final byte[] canonical = state.toByteArray();

        state.reset();
        state.putDouble(Double.longBitsToDouble(0x7FF8000000000123L));

        assertArrayEquals(canonical, state.toByteArray());
    }

    @Test
    void shouldGrowBeyondItsFirstCapacity() {
        for (int i = 0; i < 100_000; i++) {
            state.putLong(i);
        }

        final StateBufferReader reader = state.reader();
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, reader.takeLong());
        }
    }

    @Test
    void shouldStartAgainAfterReset() {
        state.putLong(1);
        state.reset();
        state.putInt(2);

        assertEquals(5, state.length());
        assertEquals(2, state.reader().takeInt());
    }

    @Test
    void shouldNamePositionAndTypesWhenAnotherTypeIsRead() {
        state.putInt(5);
        state.putLong(6);
        final StateBufferReader reader = state.reader();
        reader.takeInt();

        final IllegalStateException error = assertThrows(IllegalStateException.class, reader::takeDouble);

        assertEquals("state at position 5 of 14: expected double, found long", error.getMessage());
        assertEquals(6, reader.takeLong());
    }

    @Test
    void shouldNameBothSectionsWhenAnotherOneIsFound() {
        state.section(0x10);
        final StateBufferReader reader = state.reader();

        final IllegalStateException error = assertThrows(IllegalStateException.class, () -> reader.section(0x11));

        assertEquals(
                "state at position 0 of 5: expected section 0x11, found section 0x10; was it written by another version?",
                error.getMessage());
    }

    @Test
    void shouldRefuseToReadBehindTheEnd() {
        final IllegalStateException error = assertThrows(IllegalStateException.class, state.reader()::takeBoolean);

        assertEquals("state at position 0 of 0: expected boolean, found the end", error.getMessage());
    }

    @Test
    void shouldRefuseValueThatIsCutOff() {
        state.putLong(1);
        final StateBufferReader reader = new StateBufferReader(state.buffer(), 0, state.length() - 3);

        final IllegalStateException error = assertThrows(IllegalStateException.class, reader::takeLong);

        assertEquals("state at position 0 of 6: expected long, found its first 5 bytes only", error.getMessage());
    }

    @Test
    void shouldRefuseTextThatIsCutOff() {
        state.putText("abc");
        final StateBufferReader reader = new StateBufferReader(state.buffer(), 0, state.length() - 1);

        final IllegalStateException error = assertThrows(IllegalStateException.class, reader::takeText);

        assertEquals(
                "state at position 0 of 10: expected text of at most 2 units, found text of 3", error.getMessage());
    }

    @Test
    void shouldRefuseTagThatNothingWrites() {
        final org.agrona.concurrent.UnsafeBuffer bytes = new org.agrona.concurrent.UnsafeBuffer(new byte[] {99, 0});

        final IllegalStateException error =
                assertThrows(IllegalStateException.class, new StateBufferReader(bytes, 0, 2)::takeBoolean);

        assertEquals("state at position 0 of 2: expected boolean, found unknown tag 99", error.getMessage());
    }
}
