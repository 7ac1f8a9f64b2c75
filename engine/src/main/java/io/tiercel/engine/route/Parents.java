package io.tiercel.engine.route;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** The open parents in the order of their ids, in records that are used again. */
@HotPath
final class Parents {
    private final Parent[] parents;
    private int count;

    Parents(final int capacity) {
        parents = new Parent[capacity];
        for (int i = 0; i < capacity; i++) {
            parents[i] = new Parent();
        }
    }

    int count() {
        return count;
    }

    boolean full() {
        return count == parents.length;
    }

    Parent get(final long id) {
        final int index = indexFrom(id);
        return index < count && parents[index].id == id ? parents[index] : null;
    }

    /** The first open parent with a greater id, or null: for walking while parents come and go. */
    Parent after(final long id) {
        int index = indexFrom(id);
        if (index < count && parents[index].id == id) {
            index++;
        }
        return index < count ? parents[index] : null;
    }

    /** How many wait for room. */
    int countWaiting() {
        int waitingCount = 0;
        for (int i = 0; i < count; i++) {
            waitingCount += parents[i].waiting ? 1 : 0;
        }
        return waitingCount;
    }

    /** A record in the place of this id, to be started by the caller. There must be room. */
    Parent insert(final long id) {
        final int index = indexFrom(id);
        final Parent parent = parents[count];
        System.arraycopy(parents, index, parents, index + 1, count - index);
        parents[index] = parent;
        parent.id = id;
        count++;
        return parent;
    }

    void remove(final Parent parent) {
        final int index = indexFrom(parent.id);
        count--;
        System.arraycopy(parents, index + 1, parents, index, count - index);
        parents[count] = parent;
        parent.id = 0;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(count);
        for (int i = 0; i < count; i++) {
            parents[i].snapshotTo(writer);
        }
    }

    void restoreFrom(final StateReader reader) {
        final int restored = reader.takeInt();
        if (restored > parents.length) {
            throw new IllegalStateException("the snapshot has " + restored + " parent orders, there is room for "
                    + parents.length + ": raise the limit to at least what it was");
        }
        count = restored;
        for (int i = 0; i < count; i++) {
            parents[i].restoreFrom(reader);
        }
    }

    /** Where the id is, or where it belongs. */
    private int indexFrom(final long id) {
        int low = 0;
        int high = count;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (parents[middle].id < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
