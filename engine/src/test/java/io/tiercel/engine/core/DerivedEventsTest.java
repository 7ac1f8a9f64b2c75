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
    void shouldLeaveTheEntryTakenLastAloneWhateverIsAdded() {
        for (int before = 1; before <= CAPACITY; before++) {
            for (int i = 0; i < before; i++) {
                events.add();
            }
            ExecutionEvent read = null;
            while (!events.isEmpty()) {
                read = events.take();
            }

            while (events.hasRoom()) {
                assertNotSame(read, events.add());
            }

            final ExecutionEvent next = events.take();
            while (events.hasRoom()) {
                assertNotSame(next, events.add());
            }
            while (!events.isEmpty()) {
                events.take();
            }
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

            assertTrue(count == CAPACITY, "round " + round + ": " + count);
            assertFalse(events.isEmpty());
            while (!events.isEmpty()) {
                events.take();
            }
        }
    }
}
