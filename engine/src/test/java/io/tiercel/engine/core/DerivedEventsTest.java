package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DerivedEventsTest {
    private static final int CAPACITY = 4;

    private final DerivedEvents events = new DerivedEvents(CAPACITY);

    @Test
    void shouldGiveBackInOrder() {
        final ExecutionEvent first = events.add();
        final ExecutionEvent second = events.add();

        assertSame(first, events.take());
        assertSame(second, events.take());
        assertTrue(events.isEmpty());
    }

    @Test
    void shouldLeaveTheEntryTakenLastAlone() {
        for (int i = 0; i < 10; i++) {
            events.add();
            final ExecutionEvent read = events.take();

            final ExecutionEvent added = events.add();

            assertNotSame(read, added);
            assertSame(added, events.take());
        }
    }

    @Test
    void shouldHoldAsManyWhereverItBegins() {
        for (int round = 0; round < 10; round++) {
            events.add();
            events.take();
            int count = 0;
            while (events.hasRoom()) {
                events.add();
                count++;
            }

            assertTrue(count == CAPACITY - 1, "round " + round + ": " + count);
            assertFalse(events.isEmpty());
            while (!events.isEmpty()) {
                events.take();
            }
        }
    }
}
