package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class StatusBoardTest {
    private static final int SIZE = 64;
    private static final int ROUNDS = 100_000;

    private final StatusBoard board =
            new StatusBoard(new UnsafeBuffer(ByteBuffer.allocateDirect(64 + StatusBoard.length(SIZE))), 64, SIZE);

    @Test
    void shouldShowWhatWasPublished() {
        board.begin();
        board.set(0, 7);
        board.set(SIZE - 1, -7);
        board.end();

        final long begun = board.beginRead();

        assertEquals(7, board.get(0));
        assertEquals(0, board.get(1));
        assertEquals(-7, board.get(SIZE - 1));
        assertTrue(board.endRead(begun));
        assertEquals(SIZE, board.size());
    }

    @Test
    void shouldNotCountWhatIsReadWhileValuesChange() {
        final long before = board.beginRead();
        board.begin();
        final long within = board.beginRead();

        assertFalse(board.endRead(before));
        assertFalse(board.endRead(within));
        board.end();
        assertFalse(board.endRead(within));
        assertTrue(board.endRead(board.beginRead()));
    }

    @Test
    void shouldNeverShowValuesOfTwoRounds() throws InterruptedException {
        final AtomicReference<String> mixed = new AtomicReference<>();
        final Thread reader = new Thread(
                () -> {
                    final long[] copy = new long[SIZE];
                    while (copy[0] < ROUNDS && mixed.get() == null) {
                        final long begun = board.beginRead();
                        for (int i = 0; i < SIZE; i++) {
                            copy[i] = board.get(i);
                        }
                        for (int i = 0; board.endRead(begun) && i < SIZE; i++) {
                            if (copy[i] != copy[0]) {
                                mixed.set("value 0 is of round " + copy[0] + ", value " + i + " of round " + copy[i]);
                            }
                        }
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
        assertFalse(reader.isAlive(), "the reader did not see the last round");
        assertEquals(null, mixed.get());
    }
}
