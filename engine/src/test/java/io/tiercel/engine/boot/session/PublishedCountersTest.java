package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tiercel.engine.boot.session.Counter.Owner;
import io.tiercel.engine.pipeline.StatusWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

final class PublishedCountersTest {
    private static final int COUNT = Counter.values().length;

    private final CountersManager manager = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(COUNT * CountersReader.METADATA_LENGTH)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(COUNT * CountersReader.COUNTER_LENGTH)));
    private final Map<Counter, AtomicCounter> places = new EnumMap<>(Counter.class);
    private final List<Counter> asked = new ArrayList<>();
    private final PublishedCounters published = new PublishedCounters(this::value, this::allocate);

    private AtomicCounter allocate(final Counter counter) {
        return places.computeIfAbsent(counter, any -> manager.newCounter(counter.label()));
    }

    private long value(final Counter counter) {
        asked.add(counter);
        return 1_000 + counter.ordinal();
    }

    @Test
    void shouldCopyEachCounterOnTheThreadOfItsOwnerOnly() {
        final Map<Owner, Consumer<StatusWriter>> calls = new EnumMap<>(Map.of(
                Owner.INGRESS,
                (StatusWriter writer) -> writer.onIngress(1),
                Owner.CORE,
                (StatusWriter writer) -> writer.onCore(1),
                Owner.GATE,
                (StatusWriter writer) -> writer.onGate(1)));
        final List<Counter> all = new ArrayList<>();

        for (final Owner owner : Owner.values()) {
            asked.clear();
            calls.get(owner).accept(published);

            assertFalse(asked.isEmpty());
            assertEquals(
                    Stream.of(Counter.values())
                            .filter(counter -> counter.owner() == owner)
                            .toList(),
                    asked);
            all.addAll(asked);
        }

        assertEquals(COUNT, all.size());
        places.forEach((counter, place) -> assertEquals(1_000 + counter.ordinal(), place.get(), counter::label));
    }

    @Test
    void shouldLeaveClosedCountersAlone() {
        final AtomicCounter gone = places.get(Counter.MESSAGES_SENT);
        gone.close();

        published.onGate(1);

        assertFalse(asked.contains(Counter.MESSAGES_SENT));
        assertEquals(
                1_000 + Counter.MESSAGES_LOST.ordinal(),
                places.get(Counter.MESSAGES_LOST).get());
    }
}
