package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real journal, whose files note when they are to be synced instead of being it. */
@Timeout(60)
final class GroupCommitTest {
    private static final long MAX_DELAY_NS = 100_000;
    private static final int MAX_RECORDS = 10;
    private static final long SLOW_AFTER_NS = 1_000_000;
    private static final long FIRST = 5;

    @TempDir
    private Path parent;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[24]);
    private final List<RandomAccessFile> synced = new ArrayList<>();
    private long nowNs = 1_000;
    private long syncTakesNs;
    private int appendedDuringSync;
    private boolean refuses;
    private long sequence = FIRST - 1;
    private ChronicleJournalWriter journal;
    private GroupCommit commit;

    @BeforeEach
    void open() throws IOException {
        journal = new ChronicleJournalWriter(
                Files.createDirectory(parent.resolve("journal")),
                1,
                7,
                FIRST,
                new SegmentWriter.Shape(1 << 20, 4 << 20, System.currentTimeMillis()),
                Roll.NEVER,
                this::onSync);
        commit = new GroupCommit(journal, MAX_DELAY_NS, MAX_RECORDS, SLOW_AFTER_NS, () -> nowNs);
        commit.pretend();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void onSync(final RandomAccessFile file) throws IOException {
        nowNs += syncTakesNs;
        append(appendedDuringSync);
        if (refuses) {
            throw new IOException("Input/output error");
        }
        synced.add(file);
    }

    @Test
    void shouldSyncWhenTheOldestInputMayHaveWaitedForTheDelay() {
        append(3);
        nowNs += MAX_DELAY_NS - 1;
        assertFalse(commit.doWork());
        nowNs += 1;

        assertTrue(commit.doWork());

        assertEquals(1, synced.size());
        assertEquals(FIRST + 2, commit.synced());
        assertEquals(3, commit.recordCount());
    }

    @Test
    void shouldSyncWhenSoManyInputsWait() {
        append(MAX_RECORDS - 1);
        assertFalse(commit.doWork());
        append(1);

        assertTrue(commit.doWork());

        assertEquals(FIRST + MAX_RECORDS - 1, commit.synced());
        assertEquals(MAX_RECORDS, commit.largestGroup());
    }

    @Test
    void shouldSyncNothingWhileNothingWaits() {
        nowNs += 10 * MAX_DELAY_NS;
        assertFalse(commit.doWork());
        append(1);

        // The wait of an input begins when it could have been appended, not when all was still.
        assertFalse(commit.doWork());
        nowNs += MAX_DELAY_NS;
        assertTrue(commit.doWork());
        assertFalse(commit.doWork());

        assertEquals(1, commit.syncCount());
    }

    /** It may have come too late for this one. */
    @Test
    void shouldLeaveToTheNextSyncWhatIsAppendedDuringOne() {
        append(2);
        nowNs += MAX_DELAY_NS;
        appendedDuringSync = 3;

        assertTrue(commit.doWork());
        assertEquals(FIRST + 1, commit.synced());
        appendedDuringSync = 0;
        nowNs += MAX_DELAY_NS;
        assertTrue(commit.doWork());

        assertEquals(FIRST + 4, commit.synced());
        assertEquals(5, commit.recordCount());
    }

    @Test
    void shouldSyncTheFileOfInputsForAGroupAndBothAtTheEnd() {
        append(1);
        nowNs += MAX_DELAY_NS;
        commit.doWork();
        journal.sync();

        assertEquals(3, synced.size());
        assertEquals(synced.get(0), synced.get(1));
        assertFalse(synced.get(1) == synced.get(2));
    }

    @Test
    void shouldBeSlowWhileAnInputWaitsTooLongAndQuickAgainAfterwards() {
        append(1);
        nowNs += SLOW_AFTER_NS;
        assertFalse(commit.slow());
        nowNs += 1;
        assertTrue(commit.slow());

        // That sync began too late already.
        syncTakesNs = SLOW_AFTER_NS + 1;
        assertTrue(commit.doWork());
        assertTrue(commit.slow());
        assertEquals(1, commit.slowCount());
        assertEquals(SLOW_AFTER_NS + 1, commit.longestNs());

        syncTakesNs = 10;
        append(1);
        assertTrue(commit.doWork());
        assertFalse(commit.slow());
        assertEquals(1, commit.slowCount());
    }

    @Test
    void shouldFailTheJournalWhenTheDiskRefuses() {
        append(1);
        nowNs += MAX_DELAY_NS;
        refuses = true;
        final long before = commit.synced();
        assertNull(commit.failure());

        commit.doWork();

        assertEquals(before, commit.synced());
        assertNotNull(commit.failure());
        assertTrue(
                commit.failure().getMessage().contains("Input/output error; check the disk"),
                () -> commit.failure().getMessage());
        // A later sync would say that all is well, although the pages are lost.
        refuses = false;
        assertThrows(JournalException.class, () -> append(1));
        assertThrows(JournalException.class, journal::sync);
    }

    @Test
    void shouldSyncFromAThreadOfItsOwnUntilItIsClosed() {
        final GroupCommit own = new GroupCommit(journal, MAX_DELAY_NS, MAX_RECORDS, SLOW_AFTER_NS);
        append(1);
        own.start();
        assertEquals(FIRST, own.synced());

        append(5);
        while (own.synced() < FIRST + 5) {
            LockSupport.parkNanos(10_000);
        }
        own.close();
        append(1);

        assertTrue(own.ended());
        assertEquals(FIRST + 5, own.synced());
    }

    private void append(final int count) {
        for (int i = 0; i < count; i++) {
            sequence++;
            journal.appendInput(sequence, sequence, 201, payload, 0, payload.capacity());
        }
    }
}
