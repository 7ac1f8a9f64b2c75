package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenedTest {
    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    @Test
    void shouldCloseInReverseOrderAndKeepTheFirstFailure() {
        final Exception stuck = new Exception("stuck");
        opened.add((AutoCloseable) () -> closed.add("first"));
        opened.add((AutoCloseable) () -> {
            throw stuck;
        });
        opened.add(null);
        opened.add((AutoCloseable) () -> closed.add("last"));
        final IllegalStateException failure = new IllegalStateException("a step failed");

        opened.closeAfter(failure);

        assertEquals(List.of("last", "first"), closed);
        assertArrayEquals(new Throwable[] {stuck}, failure.getSuppressed());
    }
}
