package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class StatusBoardTest {
    private static final int SIZE = 64;
    private static final int ROUNDS = 100_000;

    private final StatusBoard board = new StatusBoard(SIZE);

    @Test
    void shouldShowWhatWasPublished() {
        board.begin();
        board.set(0, 7);
        board.set(SIZE - 1, -7);
        board.end();

        final long[] copy = new long[SIZE];
        board.copyTo(copy, 0);

        final long[] expected = new long[SIZE];
        expected[0] = 7;
        expected[SIZE - 1] = -7;
        assertArrayEquals(expected, copy);
        assertEquals(SIZE, board.size());
    }

    @Test
    void shouldNeverShowValuesOfTwoRounds() throws InterruptedException {
        final AtomicReference<String> mixed = new AtomicReference<>();
        final Thread reader = new Thread(
                () -> {
                    final long[] copy = new long[SIZE];
                    long before = 0;
                    while (before < ROUNDS && mixed.get() == null) {
                        board.copyTo(copy, 0);
                        for (int i = 0; i < SIZE; i++) {
                            if (copy[i] != copy[0]) {
                                mixed.set("value 0 is of round " + copy[0] + ", value " + i + " of round " + copy[i]);
                            }
                        }
                        if (copy[0] < before) {
                            mixed.set("round " + copy[0] + " after round " + before);
                        }
                        before = copy[0];
                    }
                },
                "reader");
        reader.start();

        for (long round = 1; round <= ROUNDS; round++) {
            board.begin();
            for (int i = 0; i < SIZE; i++) {
                board.set(i, round);
            }
            board.end();
        }

        reader.join(60_000);
        assertTrue(!reader.isAlive(), "the reader did not see the last round");
        assertEquals(null, mixed.get());
    }
}
