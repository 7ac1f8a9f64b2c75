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
import java.util.Comparator;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequenceLedgerTest {
    private static final int ENGINE = 5;

    @TempDir
    Path folder;

    private SequenceLedger ledger() {
        return new SequenceLedger(folder.resolve("ledgers"), ENGINE);
    }

    private Path journal(final String name) {
        return folder.resolve(name);
    }

    @Test
    void shouldBeginAtOne() {
        assertEquals(1, ledger().open(journal("first")));
    }

    @Test
    void shouldGoOnWhereRunEnded() {
        ledger().open(journal("first"));
        ledger().close(77);

        assertEquals(78, ledger().open(journal("second")));
    }

    @Test
    void shouldKeepEnginesApart() {
        ledger().open(journal("first"));
        ledger().close(77);

        assertEquals(1, new SequenceLedger(folder.resolve("ledgers"), ENGINE + 1).open(journal("second")));
    }

    @Test
    void shouldAskJournalOfRunThatDidNotEnd() {
        final long first = ledger().open(journal("first"));
        write(journal("first"), ENGINE, first, 40);

        assertEquals(41, ledger().open(journal("second")));
    }

    @Test
    void shouldAskJournalAgainAfterSecondCrash() {
        write(journal("first"), ENGINE, ledger().open(journal("first")), 40);
        final long second = ledger().open(journal("second"));
        write(journal("second"), ENGINE, second, 2);

        assertEquals(43, ledger().open(journal("third")));
    }

    @Test
    void shouldGoOnAfterRunThatNeverHadJournal() throws IOException {
        ledger().open(journal("first"));
        ledger().close(77);
        Files.writeString(
                Files.createDirectory(journal("second")).resolve("letter.txt"), "a folder that is not a journal's");
        assertEquals(78, ledger().open(journal("second")));

        assertEquals(78, ledger().open(journal("third")));
    }

    @Test
    void shouldNotTakeSequencesOfAnotherEngine() {
        ledger().open(journal("others"));
        write(journal("others"), ENGINE + 1, 1, 40);

        assertEquals(1, ledger().open(journal("second")));
    }

    @Test
    void shouldRefuseToGuessWhenJournalIsGone() throws IOException {
        write(journal("first"), ENGINE, ledger().open(journal("first")), 40);
        delete(journal("first"));

        final JournalException refusal = assertThrows(JournalException.class, () -> ledger().open(journal("second")));

        assertTrue(refusal.getMessage().contains(journal("first").toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("engine-5.ledger"), refusal.getMessage());
    }

    @Test
    void shouldRefuseToGuessWhenJournalIsDamaged() throws IOException {
        write(journal("first"), ENGINE, ledger().open(journal("first")), 400);
        damage(journal("first").resolve("inputs"));

        final JournalException refusal = assertThrows(JournalException.class, () -> ledger().open(journal("second")));

        assertTrue(refusal.getMessage().contains("is damaged"), refusal.getMessage());
    }

    @Test
    void shouldRefuseUnreadableFile() throws IOException {
        ledger().open(journal("first"));
        final Path file = folder.resolve("ledgers").resolve("engine-5.ledger");
        Files.writeString(file, "lastSequence=many");

        final JournalException refusal = assertThrows(JournalException.class, () -> ledger().open(journal("second")));

        assertTrue(refusal.getMessage().startsWith(file + " cannot be read"), refusal.getMessage());
    }

    @Test
    void shouldSayWhenItCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("ledgers"), "a file where the folder should be");

        final JournalException refusal = assertThrows(JournalException.class, () -> ledger().open(journal("first")));

        assertTrue(refusal.getMessage().contains("cannot be written"), refusal.getMessage());
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
