package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequenceLedgerTest {
    private static final int ENGINE = 5;

    @TempDir
    Path folder;

    private SequenceLedger ledger(final int engineId) {
        return new SequenceLedger(folder.resolve("ledgers"), engineId);
    }

    /** A run that begins and does not say where it ended. */
    private long begin(final String journal) {
        try (SequenceLedger ledger = ledger(ENGINE)) {
            return ledger.open(journal(journal), unfinished -> Optional.empty());
        }
    }

    private long firstOf(final int engineId) {
        try (SequenceLedger ledger = ledger(engineId)) {
            return ledger.open(journal("second"), unfinished -> Optional.empty());
        }
    }

    private long run(final String journal, final long lastSequence) {
        try (SequenceLedger ledger = ledger(ENGINE)) {
            final long first = ledger.open(journal(journal), unfinished -> Optional.empty());
            ledger.ended(lastSequence);
            return first;
        }
    }

    private Path journal(final String name) {
        return folder.resolve(name);
    }

    @Test
    void shouldBeginAtOne() {
        assertEquals(1, begin("first"));
    }

    @Test
    void shouldGoOnWhereRunEnded() {
        run("first", 77);

        assertEquals(78, begin("second"));
    }

    @Test
    void shouldKeepEnginesApart() {
        run("first", 77);

        assertEquals(1, firstOf(ENGINE + 1));
    }

    @Test
    void shouldAskJournalOfRunThatDidNotEnd() {
        final long first = begin("first");
        write(journal("first"), ENGINE, first, 40);

        assertEquals(41, begin("second"));
    }

    @Test
    void shouldAskJournalAgainAfterSecondCrash() {
        write(journal("first"), ENGINE, begin("first"), 40);
        final long second = begin("second");
        write(journal("second"), ENGINE, second, 2);

        assertEquals(43, begin("third"));
    }

    @Test
    void shouldGoOnAfterRunThatNeverHadJournal() throws IOException {
        run("first", 77);
        Files.writeString(
                Files.createDirectory(journal("second")).resolve("letter.txt"), "a folder that is not a journal's");
        assertEquals(78, begin("second"));

        assertEquals(78, begin("third"));
    }

    @Test
    void shouldNotTakeSequencesOfAnotherEngine() {
        begin("others");
        write(journal("others"), ENGINE + 1, 1, 40);

        assertEquals(1, begin("second"));
    }

    @Test
    void shouldRefuseToGuessWhenJournalIsGone() throws IOException {
        write(journal("first"), ENGINE, begin("first"), 40);
        delete(journal("first"));

        final JournalException refusal = assertThrows(JournalException.class, () -> begin("second"));

        assertTrue(refusal.getMessage().contains(journal("first").toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("engine-5.ledger"), refusal.getMessage());
    }

    @Test
    void shouldRefuseToGuessWhenJournalIsDamaged() throws IOException {
        write(journal("first"), ENGINE, begin("first"), 400);
        damage(journal("first").resolve("inputs"));

        final JournalException refusal = assertThrows(JournalException.class, () -> begin("second"));

        assertTrue(refusal.getMessage().contains("is damaged"), refusal.getMessage());
    }

    /** All records are there: the damage is to what the queue wrote before one. */
    @Test
    void shouldGoOnBehindAllRecordsWhereOnlyADocumentsHeaderIsDamaged() throws IOException {
        write(journal("first"), ENGINE, begin("first"), 400);
        tear(journal("first").resolve("inputs"), 4);

        assertEquals(401, begin("second"));
    }

    @Test
    void shouldRefuseToTakeRecordThatIsTornInTheMiddleForTheEnd() throws IOException {
        write(journal("first"), ENGINE, begin("first"), 400);
        tear(journal("first").resolve("inputs"), 60);

        final JournalException refusal = assertThrows(JournalException.class, () -> begin("second"));

        assertTrue(refusal.getMessage().contains("is damaged"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("yet a whole record of a later one stands at"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("tiercel journal repair " + journal("first")), refusal.getMessage());
    }

    @Test
    void shouldRefuseSecondEngineOfSameIdWhileOneRuns() {
        try (SequenceLedger running = ledger(ENGINE)) {
            running.open(journal("first"), unfinished -> Optional.empty());

            final JournalException refusal = assertThrows(JournalException.class, () -> begin("second"));

            assertTrue(
                    refusal.getMessage()
                            .startsWith("an engine of id 5 runs already with its ledger in " + folder.resolve("ledgers")
                                    + " (engine-5.lock is locked): stop it, or give"),
                    refusal.getMessage());
            assertEquals(1, firstOf(ENGINE + 1));
            running.ended(77);
        }

        assertEquals(78, begin("second"));
    }

    @Test
    void shouldReleaseLockWhenItRefuses() throws IOException {
        run("first", 77);
        final Path file = folder.resolve("ledgers").resolve("engine-5.ledger");
        final String good = Files.readString(file);
        Files.writeString(file, "lastSequence=many");
        final SequenceLedger refused = ledger(ENGINE);
        assertThrows(JournalException.class, () -> refused.open(journal("second"), unfinished -> Optional.empty()));
        Files.writeString(file, good);

        assertEquals(78, begin("second"));
    }

    @Test
    void shouldRefuseUnreadableFile() throws IOException {
        begin("first");
        final Path file = folder.resolve("ledgers").resolve("engine-5.ledger");
        Files.writeString(file, "lastSequence=many");

        final JournalException refusal = assertThrows(JournalException.class, () -> begin("second"));

        assertTrue(refusal.getMessage().startsWith(file + " cannot be read"), refusal.getMessage());
    }

    @Test
    void shouldSayWhenItCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("ledgers"), "a file where the folder should be");

        final JournalException refusal = assertThrows(JournalException.class, () -> begin("first"));

        assertTrue(refusal.getMessage().contains("cannot be locked"), refusal.getMessage());
    }

    private static void write(final Path journal, final int engineId, final long first, final int count) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        new TickEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .reserved((short) 0);
        try (JournalWriter writer = Journals.create(journal, engineId, 9, first, 1 << 20)) {
            for (long sequence = first; sequence < first + count; sequence++) {
                writer.appendInput(sequence, sequence, TickEncoder.TEMPLATE_ID, buffer, 0, 9);
            }
        }
    }

    /** Makes a record in the middle look as if it had not been written, from its document's length and state on. */
    private static void tear(final Path queue, final int length) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            final Path file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            final byte[] bytes = Files.readAllBytes(file);
            int last = bytes.length - 1;
            while (bytes[last] == 0) {
                last--;
            }
            // Each document is 4 bytes and a record of 56: its length as a document, then as a frame.
            int position = (last - 3_000) & -4;
            while (bytes[position] != 56 || bytes[position + 4] != 49) {
                position += 4;
            }
            Arrays.fill(bytes, position, position + length, (byte) 0);
            Files.write(file, bytes);
        }
    }

    private static void damage(final Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            final Path file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            final byte[] bytes = Files.readAllBytes(file);
            int last = bytes.length - 1;
            while (bytes[last] == 0) {
                last--;
            }
            bytes[last - 3_000] ^= 4;
            Files.write(file, bytes);
        }
    }

    private static void delete(final Path journal) throws IOException {
        try (Stream<Path> files = Files.walk(journal)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
