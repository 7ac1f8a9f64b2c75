package io.tiercel.engine.route;

import io.tiercel.engine.state.Timers;
import java.util.ArrayList;
import java.util.List;

/** Timers that a test fires by hand: a plain list, searched from end to end. */
final class ManualTimers implements Timers {
    private final long[] ids;
    private final long[] deadlines;
    private final long[] datas;
    private int capacity;
    private int count;
    private long lastId;

    ManualTimers(final int capacity) {
        this.capacity = capacity;
        ids = new long[capacity];
        deadlines = new long[capacity];
        datas = new long[capacity];
    }

    @Override
    public long schedule(final long deadlineNs, final Owner owner, final int ownerId, final long data) {
        if (count >= capacity || owner != Owner.ROUTE) {
            return NONE;
        }
        ids[count] = ++lastId;
        deadlines[count] = deadlineNs;
        datas[count] = data;
        count++;
        return lastId;
    }

    @Override
    public boolean cancel(final long timerId) {
        for (int i = 0; i < count; i++) {
            if (ids[i] == timerId) {
                remove(i);
                return true;
            }
        }
        return false;
    }

    /** No timer more than this from now on. */
    void capacity(final int newCapacity) {
        capacity = newCapacity;
    }

    int count() {
        return count;
    }

    /** The earliest deadline, or Long.MAX_VALUE. */
    long nextDeadlineNs() {
        return count == 0 ? Long.MAX_VALUE : deadlines[earliest()];
    }

    /** What the earliest timer hands back. */
    long nextData() {
        return datas[earliest()];
    }

    /** All deadlines, in rising order. */
    List<Long> deadlines() {
        final List<Long> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(deadlines[i]);
        }
        result.sort(null);
        return result;
    }

    /** Takes the earliest timer out and hands it to the router, {@code lateNs} after its deadline. */
    void fireNext(final Router router, final long lateNs) {
        final int index = earliest();
        final long id = ids[index];
        final long deadline = deadlines[index];
        final long data = datas[index];
        remove(index);
        router.onTimer(id, data, deadline + lateNs);
    }

    private int earliest() {
        int earliest = 0;
        for (int i = 1; i < count; i++) {
            if (deadlines[i] < deadlines[earliest] || (deadlines[i] == deadlines[earliest] && ids[i] < ids[earliest])) {
                earliest = i;
            }
        }
        return earliest;
    }

    private void remove(final int index) {
        count--;
        for (int i = index; i < count; i++) {
            ids[i] = ids[i + 1];
            deadlines[i] = deadlines[i + 1];
            datas[i] = datas[i + 1];
        }
    }
}
