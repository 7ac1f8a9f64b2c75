package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private static final long GREATEST_SEQUENCE = (1L << 44) - 1;

    private final OrderIds ids = new OrderIds();

    @Test
    void shouldNameEngineSequenceAndOrdinal() {
        ids.startInput(5, 123_456_789L);
        ids.next();

        final long second = ids.next();

        assertEquals(5, OrderIds.engineId(second));
        assertEquals(123_456_789L, OrderIds.sequence(second));
        assertEquals(1, OrderIds.ordinal(second));
    }

    @Test
    void shouldStayPositiveAtItsLimits() {
        ids.startInput(OrderIds.MAX_ENGINE_ID, GREATEST_SEQUENCE);

        final long id = ids.next();

        assertTrue(id > 0);
        assertEquals(OrderIds.MAX_ENGINE_ID, OrderIds.engineId(id));
        assertEquals(GREATEST_SEQUENCE, OrderIds.sequence(id));
    }

    @Test
    void shouldRiseWithinAndAcrossInputs() {
        ids.startInput(1, 10);
        final long first = ids.next();
        final long second = ids.next();
        ids.startInput(1, 11);

        assertTrue(first < second);
        assertTrue(second < ids.next());
    }

    @Test
    void shouldReturnNoneWhenAnInputHasGivenOutAll() {
        ids.startInput(1, 10);
        for (int ordinal = 0; ordinal < OrderIds.MAX_PER_INPUT; ordinal++) {
            assertEquals(ordinal, OrderIds.ordinal(ids.next()));
        }

        assertEquals(OrderIds.NONE, ids.next());
        assertEquals(OrderIds.NONE, ids.next());
        ids.startInput(1, 11);
        assertNotEquals(OrderIds.NONE, ids.next());
    }
}
