package io.tiercel.engine.order;

import io.tiercel.engine.state.Timers;
import java.util.Map;
import java.util.TreeMap;

/** Timers that a test fires itself. */
final class ManualTimers implements Timers {
    record Entry(long deadlineNs, long data) {}

    final TreeMap<Long, Entry> running = new TreeMap<>();
    int capacity = Integer.MAX_VALUE;
    private long nextId = 1;

    @Override
    public long schedule(final long deadlineNs, final Owner owner, final int ownerId, final long data) {
        if (running.size() >= capacity) {
            return NONE;
        }
        running.put(nextId, new Entry(deadlineNs, data));
        return nextId++;
    }

    @Override
    public boolean cancel(final long timerId) {
        return running.remove(timerId) != null;
    }

    /** In the order of deadline, then of id. */
    void fireUpTo(final long timeNs, final OwnOrders orders) {
        while (true) {
            Map.Entry<Long, Entry> due = null;
            for (final Map.Entry<Long, Entry> entry : running.entrySet()) {
                if (entry.getValue().deadlineNs() <= timeNs
                        && (due == null
                                || entry.getValue().deadlineNs()
                                        < due.getValue().deadlineNs())) {
                    due = entry;
                }
            }
            if (due == null) {
                return;
            }
            final long timerId = due.getKey();
            final Entry entry = due.getValue();
            running.remove(timerId);
            orders.onTimer(timerId, entry.data(), entry.deadlineNs());
        }
    }
}
