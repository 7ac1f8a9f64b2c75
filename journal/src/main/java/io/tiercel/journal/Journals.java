package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens journals. */
public final class Journals {
    private static final int MAX_ENGINE_ID = 254;
    private static final long MAX_BLOCK_BYTES = 1L << 36;
    /** Half of it is for the last records, and of that some is the queue's own. */
    private static final long MIN_RESERVE_BYTES = 4L << 20;

    private static final long MAX_RESERVE_BYTES = 1L << 36;
    private static final long DEFAULT_RESERVE_BYTES = 16L << 20;
    /** What a queue has of its own, before the first record. */
    private static final long OWN_BYTES = 2L << 20;

    private Journals() {}

    /** With a reserve of 16 MiB. */
    public static JournalWriter create(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final long blockBytes) {
        return create(folder, engineId, journalId, firstSequence, blockBytes, DEFAULT_RESERVE_BYTES);
    }

    /** In one segment. */
    public static JournalWriter create(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final long blockBytes,
            final long reserveBytes) {
        return create(folder, engineId, journalId, firstSequence, blockBytes, reserveBytes, Roll.NEVER);
    }

    /**
     * Makes a new journal in a folder that does not exist or is empty.
     *
     * @param firstSequence the first input's, at least 1
     * @param blockBytes    how much is mapped at a time, at least 1 MiB; large blocks are mapped less often
     * @param reserveBytes  how much is really allocated ahead of each of the two streams, at least 4 MiB
     * @param roll          when a stream goes on in a new segment
     * @throws JournalException when the folder holds something already or cannot be written, or its disk has no room
     */
    public static JournalWriter create(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final long blockBytes,
            final long reserveBytes,
            final Roll roll) {
        check("engine id", engineId, 0, MAX_ENGINE_ID);
        check("first sequence", firstSequence, 1, Long.MAX_VALUE);
        check("block size", blockBytes, Queues.MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        check("reserve", reserveBytes, MIN_RESERVE_BYTES, MAX_RESERVE_BYTES);
        makeEmpty(folder);
        checkRoom(folder, "a journal", 2 * reserveBytes + OWN_BYTES, "or lower journal.reserveBytes");
        try {
            return new ChronicleJournalWriter(
                    folder,
                    engineId,
                    journalId,
                    firstSequence,
                    new SegmentWriter.Shape(blockBytes, reserveBytes, System.currentTimeMillis()),
                    roll,
                    FileSync.DISK);
        } catch (final JournalException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            throw new JournalException(
                    "cannot make a journal in " + folder + ": " + DiskFailure.text(e)
                            + "; check free space and permissions",
                    e);
        }
    }

    /**
     * Begins the telemetry of a journal that is being written and has none yet.
     *
     * @throws JournalException when it cannot be written, or its disk has no room
     */
    public static TelemetryWriter telemetry(
            final Path folder, final int engineId, final long journalId, final Roll roll) {
        return ChronicleTelemetryWriter.create(folder, engineId, journalId, roll);
    }

    /**
     * Before the queues are made: on a full disk to make them ends the process.
     *
     * @param reserveBytes what is taken beside the queue's own
     */
    static void checkRoom(final Path folder, final String what, final long reserveBytes, final String remedy) {
        final String cannot = "cannot make " + what + " in " + folder + ": ";
        try {
            final long needed = reserveBytes + OWN_BYTES;
            final long free = Files.getFileStore(folder).getUsableSpace();
            if (free < needed) {
                throw new JournalException(cannot + "it needs " + needed + " bytes at its start, and the disk has "
                        + free + "; free some, " + remedy);
            }
        } catch (final IOException e) {
            throw new JournalException(cannot + DiskFailure.text(e) + "; check the disk", e);
        }
    }

    /**
     * A reader at the begin of a stream. When the other stream belongs to another journal, its first result is a fault.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalReader read(final Path folder, final Stream stream) {
        return readChecked(folder, stream);
    }

    /**
     * A reader that goes on behind the record with this sequence, found without reading those before it.
     *
     * @throws JournalException when there is no journal in the folder, or no such record where it has to be
     */
    public static JournalReader readAfter(final Path folder, final Stream stream, final long sequence) {
        final ChronicleJournalReader reader = readChecked(folder, stream);
        if (reader.toLast(frame -> frame.sequence() <= sequence) == JournalReader.Result.RECORD
                && reader.sequence() == sequence) {
            return reader;
        }
        try (reader) {
            final long last = reader.fault() == null ? reader.sequence() : 0;
            // what keeps it from being read on is why it is not there
            reader.next();
            throw new JournalException(folder + " has no record " + sequence + " in its " + stream.folder() + ": "
                    + (reader.fault() == null ? "the last one before is " + last : reader.fault())
                    + "; run journal verify");
        }
    }

    /**
     * A reader that goes on with the first record of this time or later, found without reading those before it.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalReader readFromTime(final Path folder, final Stream stream, final long timeNs) {
        return readFrom(folder, stream, Long.MIN_VALUE, timeNs);
    }

    /**
     * A reader that goes on with the first record of this time or later, and of this input or a later one, found
     * without reading those before it. An output is of the input that is its cause.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalReader readFrom(
            final Path folder, final Stream stream, final long firstInput, final long timeNs) {
        final ChronicleJournalReader reader = readChecked(folder, stream);
        reader.toLast(frame ->
                frame.timeNs() < timeNs || (stream == Stream.INPUT ? frame.sequence() : frame.cause()) < firstInput);
        return reader;
    }

    /**
     * A reader that stands at the last whole record so far, found without reading those before it: its accessors
     * describe that one, or the head of the stream when there is none.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalReader readLast(final Path folder, final Stream stream) {
        final ChronicleJournalReader reader = readChecked(folder, stream);
        reader.toLast(any -> true);
        return reader;
    }

    /** Whether the journal has any of this stream: telemetry may be missing. */
    public static boolean has(final Path folder, final Stream stream) {
        final Path queue = folder.resolve(stream.folder());
        final long[] numbers = Segments.numbers(queue);
        return numbers.length > 0
                && (numbers.length > 1 || !FileTail.isBare(Segments.file(queue, numbers[0]), QueueIndex.FIRST_RECORD));
    }

    /** A reader of outputs or telemetry that goes on near those of inputs after this one, and before them. */
    public static JournalReader readAfterCause(final Path folder, final Stream stream, final long sequence) {
        final ChronicleJournalReader reader = readChecked(folder, stream);
        reader.toLast(frame -> frame.cause() <= sequence);
        return reader;
    }

    static ChronicleJournalReader readChecked(final Path folder, final Stream stream) {
        final ChronicleJournalReader reader = open(folder, stream);
        if (reader.fault() != null) {
            return reader;
        }
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
        if (Segments.numbers(queue).length == 0) {
            throw new JournalException("there is no journal in " + folder + ": " + queue
                    + " holds no queue file; name the folder that was given to the engine");
        }
        try {
            return new ChronicleJournalReader(queue, stream);
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot open " + queue + ": " + DiskFailure.text(e) + "; check its permissions", e);
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
            throw new JournalException(
                    "cannot make a journal in " + folder + ": " + DiskFailure.text(e) + "; check the path", e);
        }
    }

    private static void check(final String what, final long value, final long least, final long most) {
        if (value < least || value > most) {
            throw new JournalException(what + " " + value + " is outside " + least + " to " + most);
        }
    }
}
