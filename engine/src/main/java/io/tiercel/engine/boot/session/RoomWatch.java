package io.tiercel.engine.boot.session;

import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import io.tiercel.journal.Stream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says when the disk of the journal is full, too slow, or neither any more, and when the journal is gone. Main. */
final class RoomWatch {
    private final JournalWriter journal;
    private final SessionCommit commit;
    private final Path folder;
    private final PrintStream err;
    private boolean slow;
    private Room shown = Room.AMPLE;
    private long rollsFailed;

    RoomWatch(final JournalWriter journal, final SessionCommit commit, final Path folder, final PrintStream err) {
        this.journal = journal;
        this.commit = commit;
        this.folder = folder;
        this.err = err;
    }

    /** When somebody removed or renamed it, so that nobody will find what is written: the reason to end, or null. */
    String gone() {
        return Files.isDirectory(folder.resolve(Stream.INPUT.folder()))
                ? null
                : "the journal folder " + folder
                        + " is gone while the engine writes into it: leave it where it is until" + " the run has ended";
    }

    void showIfChanged() {
        final long failed = journal.rolls().failed();
        if (failed != rollsFailed && rollsFailed == 0) {
            err.println("the next segment of the journal cannot be made, or the last one not be given back: the journal"
                    + " goes on, in the segment it has if need be; check the disk's room, rights and descriptors");
        }
        rollsFailed = failed;
        if (commit.slow() != slow) {
            slow = !slow;
            err.println(
                    slow
                            ? "the disk of the journal is too slow (journal.fsyncSlowAfter): no new orders until it is"
                                    + " quick again"
                            : "the disk of the journal is quick again: trading goes on");
        }
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
