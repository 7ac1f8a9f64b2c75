package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens journals. */
public final class Journals {
    private static final int MAX_ENGINE_ID = 254;
    private static final long MAX_BLOCK_BYTES = 1L << 36;

    private Journals() {}

    /**
     * Makes a new journal in a folder that does not exist or is empty.
     *
     * @param firstSequence the first input's, at least 1
     * @param blockBytes    how much is mapped at a time, at least 1 MiB; large blocks are mapped less often
     * @throws JournalException when the folder holds something already or cannot be written
     */
    public static JournalWriter create(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final long blockBytes) {
        check("engine id", engineId, 0, MAX_ENGINE_ID);
        check("first sequence", firstSequence, 1, Long.MAX_VALUE);
        check("block size", blockBytes, Queues.MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        makeEmpty(folder);
        try {
            return new ChronicleJournalWriter(
                    folder, engineId, journalId, firstSequence, blockBytes, System.currentTimeMillis());
        } catch (final JournalException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            throw new JournalException(
                    "cannot make a journal in " + folder + ": " + e + "; check free space and permissions", e);
        }
    }

    /**
     * A reader at the begin of a stream. When the other stream belongs to another journal, its first result is a fault.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalReader read(final Path folder, final Stream stream) {
        try {
            return readChecked(folder, stream);
        } catch (final InternalError beyondTheEnd) {
            // What the JVM makes of memory beyond a file's end comes late: after the access that caused it.
            throw new JournalException(
                    "cannot read " + folder + ": " + beyondTheEnd + "; a file was cut, restore the folder from a copy",
                    beyondTheEnd);
        }
    }

    private static JournalReader readChecked(final Path folder, final Stream stream) {
        final ChronicleJournalReader reader = open(folder, stream);
        try (JournalReader other = open(folder, stream == Stream.INPUT ? Stream.OUTPUT : Stream.INPUT)) {
            reader.checkSameJournal(other.journalId());
            return reader;
        } catch (final RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static ChronicleJournalReader open(final Path folder, final Stream stream) {
        final Path queue = folder.resolve(stream.folder());
        if (Queues.file(queue) == null) {
            throw new JournalException("there is no journal in " + folder + ": " + queue
                    + " holds no queue file; name the folder that was given to the engine");
        }
        try {
            return new ChronicleJournalReader(queue, stream);
        } catch (final RuntimeException | Error e) {
            throw new JournalException("cannot open " + queue + ": " + e + "; restore the folder from a copy", e);
        }
    }

    private static void makeEmpty(final Path folder) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new JournalException("cannot make a journal in " + folder + ": it is a file; name a folder");
            }
            Files.createDirectories(folder);
            try (java.util.stream.Stream<Path> entries = Files.list(folder)) {
                final long count = entries.count();
                if (count > 0) {
                    throw new JournalException("cannot make a journal in " + folder + ": it holds " + count
                            + " entries already; name an empty or a new folder");
                }
            }
        } catch (final IOException e) {
            throw new JournalException("cannot make a journal in " + folder + ": " + e + "; check the path", e);
        }
    }

    private static void check(final String what, final long value, final long least, final long most) {
        if (value < least || value > most) {
            throw new JournalException(what + " " + value + " is outside " + least + " to " + most);
        }
    }
}
