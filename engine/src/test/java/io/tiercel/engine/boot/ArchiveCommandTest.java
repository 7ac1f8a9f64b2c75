package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveCommandTest {
    @TempDir
    private Path folder;

    private final Program program = new Program();

    @Test
    void shouldReplayRestoredRunToTheSameDigest() {
        final Path run = folder.resolve("run");
        assertEquals(
                0, program.execute(Program.virtualRun(Path.of("..", "config", "tiercel.conf"), run, 7)), program::err);
        final String digest = digest(run);

        assertEquals(0, archive(run, "--json", "--remove"), program::err);

        final Config archived = program.json();
        assertTrue(archived.getBoolean("whole"));
        assertTrue(archived.getBoolean("removed"));
        assertEquals(2, archived.getConfigList("files").size());
        assertTrue(archived.getLong("compressedBytes") < archived.getLong("bytes"));
        assertFalse(Files.exists(run));
        assertEquals(0, restore("run", run, "--json"), program::err);
        assertEquals(archived.getList("files"), program.json().getList("files"));
        assertEquals(digest, digest(run));
        assertEquals(0, program.execute("journal", "verify", run.toString()), program::out);
    }

    @Test
    void shouldSayWhatItDid() {
        final Path journal = journal("a", 1);

        assertEquals(0, archive(journal), program::err);

        assertTrue(program.out().startsWith("inputs-00000001.gz       records 1 to 3, "), program::out);
        assertTrue(program.out().contains("2 segments of the whole of " + journal), program::out);
        assertTrue(program.out().endsWith("; 2 are new\n"), program::out);
        assertEquals(0, archive(journal), program::err);
        assertTrue(program.out().endsWith("; 0 are new\n"), program::out);
        assertEquals(0, restore("a", folder.resolve("b")), program::err);
        assertTrue(program.out().contains("2 segments of " + archives().resolve("a")), program::out);
    }

    @Test
    void shouldTakeCapturesAlongUnlessTold() throws IOException {
        final Path journal = journal("a", 1);
        final Path captures = Files.createDirectories(journal.resolve("captures"));
        Files.write(captures.resolve("ITCH-1.pcapng"), new byte[5_000]);

        assertEquals(0, archive(journal, "--without-captures"), program::err);
        assertFalse(program.out().contains("captures,"), program::out);
        assertEquals(0, archive(journal), program::err);
        assertTrue(program.out().contains("\n1 captures, 5,000 bytes, compressed "), program::out);
        assertEquals(0, archive(journal, "--json", "--remove"), program::err);
        assertEquals(
                "ITCH-1.pcapng", program.json().getConfigList("captures").get(0).getString("file"));
        assertFalse(Files.exists(journal));
        assertEquals(0, restore("a", journal), program::err);
        assertEquals(5_000, Files.size(captures.resolve("ITCH-1.pcapng")));
    }

    @Test
    void shouldTellKindsOfFailureApart() throws IOException {
        final Path journal = journal("a", 1);
        assertFails(2, archive(folder), "there is no journal in " + folder);
        assertFails(0, archive(journal), "");
        assertFails(2, restore("a", journal), journal + " is there already");
        assertFails(2, restore("none", folder.resolve("b")), "holds no archive");
        final Path file = Files.createFile(folder.resolve("file"));
        assertFails(3, restore("a", file.resolve("b")), file.toString());
        assertFails(3, archive(journal, folder.resolve("file")), file.toString());
        final Path damaged = archives().resolve("a").resolve("inputs-00000001.gz");
        Files.write(damaged, new byte[] {1, 2, 3});
        assertFails(1, restore("a", folder.resolve("b")), damaged + ": it has 3 bytes");
        Files.delete(damaged.resolveSibling("manifest"));
        Files.createFile(damaged.resolveSibling("manifest"));
        assertFails(1, restore("a", folder.resolve("b")), "manifest is damaged");
    }

    @Test
    void shouldKeepJournalThatALedgerNames() throws IOException {
        final Path journal = journal("a", 1);
        journal("b", 11);
        Files.writeString(folder.resolve("engine-1.ledger"), "unfinishedJournal=\nrecoveredJournal=" + journal + "\n");

        assertFails(2, archive(journal, "--remove"), journal + " is not removed: the run that wrote it came to no end");
        assertEquals(0, program.execute("journal", "prune", folder.toString(), "--keep-count", "0"), program::err);
        assertTrue(program.out().contains("the ledger names it"), program::out);
        final Path ledgers = folder.resolve("ledgers");
        assertFails(2, archive(journal, "--remove", "--ledgers", ledgers.toString()), ledgers + " is no folder");
        assertFails(2, prune("--keep-count", "0", "--ledgers", ledgers.toString()), ledgers + " is no folder");
        Files.createDirectories(ledgers);
        assertFails(0, archive(journal, "--remove", "--ledgers", ledgers.toString()), "");
        assertFalse(Files.exists(journal));
    }

    @Test
    void shouldPruneWhatIsArchived() {
        final Path first = journal("a", 1);
        journal("b", 11);
        final Path last = journal("c", 21);
        archive(first);

        assertEquals(1, prune("--keep-bytes", "1B", "--dry-run", "--json"), program::err);

        final Config dry = program.json();
        assertTrue(dry.getBoolean("dryRun"));
        assertEquals(1, dry.getLong("removed"));
        assertEquals(3, dry.getConfigList("journals").size());
        assertTrue(Files.exists(first));
        assertEquals(1, prune("--keep-count", "1"), program::err);
        assertTrue(program.out().contains("removed  a, ended "), program::out);
        assertTrue(program.out().contains("kept     b, ended "), program::out);
        assertTrue(program.out().contains("it is not archived whole; run journal archive"), program::out);
        assertTrue(program.out().contains(": 1 journals removed, "), program::out);
        assertFalse(Files.exists(first));
        assertEquals(0, prune("--keep-days", "1"), program::err);
        assertEquals(0, prune("--keep-count", "1", "--unarchived"), program::err);
        assertFalse(Files.exists(folder.resolve("b")));
        assertTrue(Files.exists(last));
    }

    @Test
    void shouldRefuseRulesThatCannotBe() {
        assertFails(2, prune(), "--keep-days");
        assertFails(2, prune("--keep-days", "1", "--keep-count", "2"), "mutually exclusive");
        assertFails(2, prune("--keep-count", "-1"), "--keep-count -1 is outside 0 to");
        assertFails(2, prune("--keep-days", "200000"), "--keep-days 200000 is outside 0 to 100000");
        assertFails(2, prune("--keep-bytes", "10GB"), "write a number and B, KiB, MiB or GiB");
        assertFails(
                2,
                program.execute("journal", "prune", folder.resolve("none").toString(), "--keep-count", "1"),
                "is no folder");
    }

    private void assertFails(final int expected, final int code, final String text) {
        assertEquals(expected, code, program::err);
        assertTrue(program.err().contains(text), program::err);
        assertFalse(program.err().contains("\tat "), program::err);
    }

    private String digest(final Path run) {
        assertEquals(0, program.execute("replay", run.toString(), "--verify", "--json"), program::err);
        assertTrue(program.json().getBoolean("equal"));
        return program.json().getString("digest");
    }

    private Path archives() {
        return folder.resolve("archives");
    }

    private int archive(final Path journal, final String... more) {
        return execute(
                new String[] {
                    "journal", "archive", journal.toString(), "--to", archives().toString()
                },
                more);
    }

    private int archive(final Path journal, final Path target) {
        return program.execute("journal", "archive", journal.toString(), "--to", target.toString());
    }

    private int restore(final String name, final Path target, final String... more) {
        return execute(
                new String[] {"journal", "restore", archives().resolve(name).toString(), "--to", target.toString()},
                more);
    }

    private int prune(final String... rule) {
        return execute(new String[] {"journal", "prune", folder.toString()}, rule);
    }

    private int execute(final String[] command, final String... more) {
        final String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return program.execute(all);
    }

    private Path journal(final String name, final int first) {
        final Path journal = folder.resolve(name);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[16]);
        new TickEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .reserved((short) 4);
        try (JournalWriter writer = Journals.create(journal, 1, name.hashCode(), first, 1 << 20)) {
            for (int sequence = first; sequence < first + 3; sequence++) {
                writer.appendInput(sequence, sequence * 1_000L, TickEncoder.TEMPLATE_ID, message, 0, 9);
            }
        }
        return journal;
    }
}
