package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.state.Timers.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private record Key(long deadlineNs, long id) implements Comparable<Key> {
        @Override
        public int compareTo(final Key other) {
            return deadlineNs != other.deadlineNs
                    ? Long.compare(deadlineNs, other.deadlineNs)
                    : Long.compare(id, other.id);
        }
    }

    private record Fired(long id, long deadlineNs, Owner owner, int ownerId, long data) {}

    private final TimerQueue timers = new TimerQueue(8);

    @Test
    void shouldFireInOrderOfDeadlineThenId() {
        timers.schedule(30, Owner.ORDER, 0, 0);
        timers.schedule(10, Owner.STRATEGY, 1, 0);
        timers.schedule(20, Owner.ROUTE, 2, 0);
        timers.schedule(10, Owner.STRATEGY, 3, 0);

        assertEquals(List.of(2L, 4L, 3L), firedIds(timers, 29));
        assertEquals(List.of(1L), firedIds(timers, 30));
    }

    @Test
    void shouldFireAtItsDeadlineAndNotBefore() {
        timers.schedule(100, Owner.STRATEGY, 0, 0);

        assertFalse(timers.pollExpired(99));
        assertTrue(timers.pollExpired(100));
        assertFalse(timers.pollExpired(100));
    }

    @Test
    void shouldHandBackWhatWasScheduled() {
        final long id = timers.schedule(-5, Owner.ROUTE, 12, Long.MIN_VALUE);

        assertTrue(timers.pollExpired(0));

        assertEquals(new Fired(id, -5, Owner.ROUTE, 12, Long.MIN_VALUE), fired(timers));
    }

    @Test
    void shouldTellTheNextDeadline() {
        assertEquals(StateMachine.NO_DEADLINE, timers.nextDeadlineNs());

        timers.schedule(7, Owner.ORDER, 0, 0);
        final long earlier = timers.schedule(5, Owner.ORDER, 0, 0);

        assertEquals(5, timers.nextDeadlineNs());
        timers.cancel(earlier);
        assertEquals(7, timers.nextDeadlineNs());
    }

    @Test
    void shouldReturnNoneWhenFullAndUseNoIdUp() {
        for (int i = 1; i <= timers.capacity(); i++) {
            assertEquals(i, timers.schedule(i, Owner.ORDER, 0, 0));
        }

        assertEquals(Timers.NONE, timers.schedule(0, Owner.ORDER, 0, 0));
        assertTrue(timers.cancel(3));
        assertEquals(9, timers.schedule(0, Owner.ORDER, 0, 0));
    }

    @Test
    void shouldCancelOnlyWhatRuns() {
        final long id = timers.schedule(1, Owner.ORDER, 0, 0);
        final long firing = timers.schedule(1, Owner.ORDER, 0, 0);

        assertTrue(timers.cancel(id));
        assertFalse(timers.cancel(id));
        assertTrue(timers.pollExpired(1));
        assertFalse(timers.cancel(firing));
        assertFalse(timers.cancel(Timers.NONE));
        assertFalse(timers.cancel(-1));
        assertFalse(timers.cancel(77));
    }

    @Test
    void shouldFireWhatATimerSchedulesWithinTheSameTime() {
        timers.schedule(1, Owner.ORDER, 0, 0);
        assertTrue(timers.pollExpired(5));

        final long second = timers.schedule(4, Owner.ORDER, 0, 0);

        assertEquals(List.of(second), firedIds(timers, 5));
    }

    @Test
    void shouldWriteEqualQueuesAlikeWhateverTheirHistory() {
        final TimerQueue other = new TimerQueue(32);
        for (final long deadlineNs : new long[] {5, 3, 9, 1}) {
            timers.schedule(deadlineNs, Owner.STRATEGY, 1, deadlineNs);
            other.schedule(deadlineNs, Owner.STRATEGY, 1, deadlineNs);
        }
        timers.cancel(2);
        final long gone = timers.schedule(2, Owner.ORDER, 0, 0);
        timers.cancel(gone);
        other.schedule(0, Owner.ORDER, 0, 0);
        assertTrue(other.pollExpired(0));
        other.cancel(2);

        assertEquals(hash(timers), hash(other));
        timers.cancel(1);
        assertNotEquals(hash(timers), hash(other));
    }

    @Test
    void shouldRefuseSnapshotThatDoesNotFit() {
        timers.schedule(1, Owner.ORDER, 0, 0);
        timers.schedule(2, Owner.ORDER, 0, 0);
        final StateBuffer state = new StateBuffer();
        timers.snapshotTo(state);

        final IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> new TimerQueue(1).restoreFrom(state.reader()));

        assertEquals(
                "snapshot has 2 timers, there is room for 1: configure at least as many as the snapshot's engine had",
                error.getMessage());
    }

    @Test
    void shouldRefuseSnapshotOfUnknownOwner() {
        final StateBuffer state = new StateBuffer();
        state.section(TimerQueue.SECTION);
        state.putLong(1);
        state.putInt(1);
        state.putLong(5);
        state.putLong(1);
        state.putInt(Owner.values().length);

        assertThrows(IllegalStateException.class, () -> timers.restoreFrom(state.reader()));
    }

    @Test
    void shouldRefuseSnapshotThatHasATimerTwice() {
        final StateBuffer state = new StateBuffer();
        state.section(TimerQueue.SECTION);
        state.putLong(9);
        state.putInt(2);
        for (int i = 0; i < 2; i++) {
            state.putLong(5 + i);
            state.putLong(7);
            state.putInt(0);
            state.putInt(0);
            state.putLong(0);
        }

        final IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> timers.restoreFrom(state.reader()));

        assertEquals("snapshot has timer 7 twice, each id comes once", error.getMessage());
    }

    @Test
    void shouldBehaveLikeASortedMap() {
        for (long seed = 1; seed <= 40; seed++) {
            try {
                compareWithSortedMap(seed);
            } catch (final AssertionError error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
    }

    private static void compareWithSortedMap(final long seed) {
        final Random random = new Random(seed);
        final int capacity = 1 + random.nextInt(200);
        TimerQueue queue = new TimerQueue(capacity);
        final TreeMap<Key, Fired> oracle = new TreeMap<>();
        final List<Key> given = new ArrayList<>();
        long lastId = 0;
        long timeNs = 0;
        for (int step = 0; step < 5_000; step++) {
            final int choice = random.nextInt(100);
            if (choice < 50) {
                final Owner owner = Owner.values()[random.nextInt(3)];
                final long deadlineNs = timeNs + random.nextInt(40) - 5;
                final long data = random.nextLong();
                final long id = queue.schedule(deadlineNs, owner, step, data);
                assertEquals(oracle.size() < capacity ? lastId + 1 : Timers.NONE, id);
                if (id != Timers.NONE) {
                    lastId = id;
                    given.add(new Key(deadlineNs, id));
                    oracle.put(new Key(deadlineNs, id), new Fired(id, deadlineNs, owner, step, data));
                }
            } else if (choice < 75 && !given.isEmpty()) {
                final Key key = given.get(random.nextInt(given.size()));
                assertEquals(oracle.remove(key) != null, queue.cancel(key.id()));
            } else if (choice < 98) {
                timeNs += random.nextInt(8);
                while (!oracle.isEmpty() && oracle.firstKey().deadlineNs() <= timeNs) {
                    assertTrue(queue.pollExpired(timeNs));
                    assertEquals(oracle.pollFirstEntry().getValue(), fired(queue));
                }
                assertFalse(queue.pollExpired(timeNs));
            } else {
                queue = copy(queue, capacity);
            }
            assertEquals(oracle.size(), queue.size());
            assertEquals(
                    oracle.isEmpty()
                            ? StateMachine.NO_DEADLINE
                            : oracle.firstKey().deadlineNs(),
                    queue.nextDeadlineNs());
        }
    }

    private static TimerQueue copy(final TimerQueue queue, final int capacity) {
        final StateBuffer state = new StateBuffer();
        queue.snapshotTo(state);
        final TimerQueue copy = new TimerQueue(capacity);
        copy.schedule(0, Owner.ORDER, 0, 0);
        final StateBufferReader reader = state.reader();
        copy.restoreFrom(reader);
        assertTrue(reader.atEnd());
        final StateBuffer again = new StateBuffer();
        copy.snapshotTo(again);
        assertArrayEquals(state.toByteArray(), again.toByteArray());
        return copy;
    }

    private static long hash(final TimerQueue queue) {
        final StateHash hash = new StateHash();
        queue.snapshotTo(hash);
        return hash.value();
    }

    private static List<Long> firedIds(final TimerQueue queue, final long timeNs) {
        final List<Long> ids = new ArrayList<>();
        while (queue.pollExpired(timeNs)) {
            ids.add(queue.firedId());
        }
        return ids;
    }

    private static Fired fired(final TimerQueue queue) {
        return new Fired(
                queue.firedId(), queue.firedDeadlineNs(), queue.firedOwner(), queue.firedOwnerId(), queue.firedData());
    }
}
