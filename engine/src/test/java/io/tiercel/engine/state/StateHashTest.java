package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StateHashTest {
    @Test
    void shouldBeEqualForEqualValues() {
        assertEquals(
                hash(state -> writeAll(state, 1, true, 2, 3L, 4.0, "five")),
                hash(state -> writeAll(state, 1, true, 2, 3L, 4.0, "five")));
    }

    @Test
    void shouldDifferWhenAnyValueDiffers() {
        final List<Consumer<StateWriter>> variants = List.of(
                state -> writeAll(state, 1, true, 2, 3L, 4.0, "five"),
                state -> writeAll(state, 9, true, 2, 3L, 4.0, "five"),
                state -> writeAll(state, 1, false, 2, 3L, 4.0, "five"),
                state -> writeAll(state, 1, true, 9, 3L, 4.0, "five"),
                state -> writeAll(state, 1, true, 2, 9L, 4.0, "five"),
                state -> writeAll(state, 1, true, 2, 3L, 9.0, "five"),
                state -> writeAll(state, 1, true, 2, 3L, -4.0, "five"),
                state -> writeAll(state, 1, true, 2, 3L, 4.0, "fivE"),
                state -> writeAll(state, 1, true, 2, 3L, 4.0, "fiv"));

        final Set<Long> hashes = new HashSet<>();
        variants.forEach(variant -> hashes.add(hash(variant)));

        assertEquals(variants.size(), hashes.size());
    }

    @Test
    void shouldDifferWhenValuesChangePlaces() {
        assertNotEquals(
                hash(state -> {
                    state.putLong(1);
                    state.putLong(2);
                }),
                hash(state -> {
                    state.putLong(2);
                    state.putLong(1);
                }));
    }

    @Test
    void shouldDifferByLengthWhenAllIsZero() {
        assertNotEquals(hash(state -> state.putLong(0)), hash(state -> {
            state.putLong(0);
            state.putLong(0);
        }));
    }

    @Test
    void shouldTellZerosApartAndNansNot() {
        assertNotEquals(hash(state -> state.putDouble(0.0)), hash(state -> state.putDouble(-0.0)));
        assertEquals(
                hash(state -> state.putDouble(Double.NaN)),
                hash(state -> state.putDouble(Double.longBitsToDouble(0xFFF8000000000001L))));
    }

    private static void writeAll(
            final StateWriter state,
            final int section,
            final boolean flag,
            final int number,
            final long large,
            final double real,
            final String text) {
        state.section(section);
        state.putBoolean(flag);
        state.putInt(number);
        state.putLong(large);
        state.putDouble(real);
        state.putText(text);
    }

    private static long hash(final Consumer<StateWriter> writing) {
        final StateHash hash = new StateHash();
        writing.accept(hash);
        return hash.value();
    }
}
