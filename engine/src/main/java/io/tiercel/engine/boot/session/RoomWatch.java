package io.tiercel.engine.boot.session;

import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import java.io.PrintStream;

/** Says when the disk of the journal is full, and when it has room again. Main. */
final class RoomWatch {
    private final JournalWriter journal;
    private final PrintStream err;
    private Room shown = Room.AMPLE;
    private long rollsFailed;

    RoomWatch(final JournalWriter journal, final PrintStream err) {
        this.journal = journal;
        this.err = err;
    }

    void showIfChanged() {
        final long failed = journal.rolls().failed();
        if (failed != rollsFailed && rollsFailed == 0) {
            err.println("the next segment of the journal cannot be made, or the last one not be given back: the journal"
                    + " goes on, in the segment it has if need be; check the disk's room, rights and descriptors");
        }
        rollsFailed = failed;
        final Room room = journal.room();
        if (room != shown) {
            shown = room;
            err.println(
                    switch (room) {
                        case AMPLE ->
                            "the disk of the journal has room again: orders of all strategies stay halted until a resume";
                        case SHORT ->
                            "the disk of the journal is full: no new orders, open ones stay; free room, then resume";
                        case EMERGENCY ->
                            "the disk of the journal is full and half of the reserve used up: everything is cancelled,"
                                    + " the run ends";
                    });
        }
    }
}
