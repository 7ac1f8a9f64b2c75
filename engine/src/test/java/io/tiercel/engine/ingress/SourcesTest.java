package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SourcesTest {
    private final List<Integer> taken = new ArrayList<>();
    private final InputSource.Consumer consumer = (buffer, offset, length) -> taken.add((int) buffer.getByte(offset));

    @Test
    void shouldHandOverAtMostTheLimitOverAllSources() {
        final MergedSource merged = new MergedSource(List.of(source(1, 3), source(2, 3)));

        assertEquals(4, merged.poll(consumer, 4));
        assertEquals(List.of(1, 1, 1, 2), taken);
        assertEquals(2, merged.poll(consumer, 4));
        assertEquals(0, merged.poll(consumer, 4));
    }

    @Test
    void shouldBeginEachPollWithTheNextSource() {
        final MergedSource merged = new MergedSource(List.of(source(1, 9), source(2, 9), source(3, 9)));

        for (int i = 0; i < 5; i++) {
            merged.poll(consumer, 2);
        }

        assertEquals(List.of(1, 1, 2, 2, 3, 3, 1, 1, 2, 2), taken);
    }

    @Test
    void shouldNotStarveSourceBehindBusyOne() {
        final MergedSource merged = new MergedSource(List.of(source(1, 10_000), source(2, 1)));

        merged.poll(consumer, 32);
        merged.poll(consumer, 32);

        assertTrue(taken.contains(2));
    }

    @Test
    void shouldHaveNothingWithoutSources() {
        final MergedSource merged = new MergedSource(List.of());

        assertEquals(0, merged.poll(consumer, 32));
        assertEquals(0, merged.poll(consumer, 32));
    }

    @Test
    void shouldRefuseWhatDoesNotFitIntoRingAndKeepTheRest() {
        final RingSource ring = new RingSource(1 << 10);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[56]);
        int written = 0;
        message.putByte(0, (byte) written);
        while (ring.offer(message, 0, 56)) {
            message.putByte(0, (byte) ++written);
        }

        assertTrue(written > 10, "written " + written);
        assertFalse(ring.offer(message, 0, 56));
        assertEquals(5, ring.poll(consumer, 5));
        assertEquals(List.of(0, 1, 2, 3, 4), taken);
        assertTrue(ring.offer(message, 0, 56));
        ring.poll(consumer, 100);
        assertEquals(written + 1, taken.size());
        assertEquals(written, taken.get(written));
    }

    @Test
    void shouldLetFailureOfConsumerThroughRing() {
        final RingSource ring = new RingSource(1 << 10);
        ring.offer(new UnsafeBuffer(new byte[8]), 0, 8);

        assertThrows(
                IllegalStateException.class,
                () -> ring.poll(
                        (buffer, offset, length) -> {
                            throw new IllegalStateException("broken");
                        },
                        1));
    }

    private static InputSource source(final int name, final int count) {
        final QueuedSource source = new QueuedSource();
        for (int i = 0; i < count; i++) {
            source.add(new byte[] {(byte) name});
        }
        return source;
    }
}
