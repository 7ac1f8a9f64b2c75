package io.tiercel.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.table.SingleTableStore;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** How the queues of a journal are set up. */
final class Queues {
    /** Least block: Chronicle's own limit with this roll cycle's index pages. */
    static final long MIN_BLOCK_BYTES = 1L << 20;

    /** Reading maps no more than this at a time, whatever the writer's blocks were. */
    private static final long READ_BLOCK_BYTES = 64L << 20;

    /** The one with the fewest index pages among those that readers know by the file's name. */
    private static final RollCycle ROLL_CYCLE = LargeRollCycles.HUGE_DAILY;

    /** How long opening waits for a file's own header, which a writer has written before anybody hears of the file. */
    private static final long HEADER_TIMEOUT_MS = 500;

    /** Enough calls for the JIT's first stage. */
    private static final int RARE_CALLS = 2_000;

    private static final String SUFFIX = ".cq4";

    /** Beside the data file; a queue can be read without it. */
    private static final String METADATA = "metadata" + SingleTableStore.SUFFIX;

    /** In both files a document's header, bits 31 and 30 saying that it is complete and the queue's own, ... */
    private static final int OWN_DATA = 0x4000_0000;

    private static final int MAX_OWN_BYTES = 1 << 16;
    /** ... then the name of what it holds: a code, the length, the text. */
    private static final byte[] OWN_NAME = {(byte) 0xB9, 6, 'h', 'e', 'a', 'd', 'e', 'r'};

    private Queues() {}

    /**
     * The queue's own clock stands still at the journal's birth: a roll would cost milliseconds on the appending
     * thread, and no append has to ask for the time.
     */
    static ChronicleQueue create(final Path folder, final long blockBytes, final long createdMillis) {
        callRareMethods();
        return SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(ROLL_CYCLE)
                .blockSize(blockBytes)
                .timeProvider(() -> createdMillis)
                .build();
    }

    /**
     * At every page of its index, so after millions of records, Chronicle calls a default method of its stores. When
     * the JIT first takes one of those, the JVM makes the texts of all errors of that interface on the calling thread:
     * 6 KB.
     */
    private static void callRareMethods() {
        final BytesStore<?, Void> store = BytesStore.nativeStore(Long.BYTES);
        for (int i = 0; i < RARE_CALLS; i++) {
            store.writeMaxLong(0, i);
        }
        store.releaseLast();
    }

    /** Leaves no trace in the folder. */
    static ChronicleQueue read(final Path folder) {
        return SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(ROLL_CYCLE)
                .blockSize(READ_BLOCK_BYTES)
                .timeoutMS(HEADER_TIMEOUT_MS)
                .readOnly(true)
                .build();
    }

    /**
     * What is wrong with the begin of the queue's files, or null. Chronicle waits for seconds for some of this, says
     * strange things of the rest, and reads beyond the end of a file that was cut there.
     */
    static String wrongBegin(final Path folder) {
        final Path data = file(folder);
        final Path metadata = folder.resolve(METADATA);
        final String wrong = wrongName(data);
        if (wrong != null) {
            return wrong;
        }
        return FileTail.endsWithoutRecord(data)
                ? data.getFileName() + " ends at " + data.toFile().length() + ", before its first record"
                : Files.exists(metadata) ? wrongName(metadata) : null;
    }

    private static String wrongName(final Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            final byte[] begin = in.readNBytes(Integer.BYTES + OWN_NAME.length);
            return isOwnBegin(begin)
                    ? null
                    : path.getFileName() + " does not begin as a queue's file, but with \""
                            + HexFormat.of().formatHex(begin) + "\"";
        } catch (final IOException e) {
            throw new JournalException("cannot read " + path + ": " + e + "; check its permissions", e);
        }
    }

    private static boolean isOwnBegin(final byte[] begin) {
        if (begin.length < Integer.BYTES + OWN_NAME.length) {
            return false;
        }
        final int header = ByteBuffer.wrap(begin).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return header > OWN_DATA
                && header <= OWN_DATA + MAX_OWN_BYTES
                && Arrays.equals(begin, Integer.BYTES, begin.length, OWN_NAME, 0, OWN_NAME.length);
    }

    /**
     * From now on this thread's words of Chronicle are kept back, or no more. What it says of a damaged file, with
     * stack traces, is of no use to anybody: the fault says where the damage is.
     */
    static void keepQuiet(final boolean quiet) {
        final ExceptionHandler handler = quiet ? (type, message, thrown) -> {} : null;
        Jvm.setThreadLocalExceptionHandlers(handler, handler, handler);
    }

    /** Allocates the queue's own small file whole: it is mapped and sparse, too. The thread that made the queue. */
    static void touchMetadata(final Path folder) throws IOException {
        final Path path = folder.resolve(METADATA);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            RoomAhead.touch(file, file.length());
        }
    }

    /** The first data file in a queue's folder, or null. */
    static Path file(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        // Not as a stream: that takes a lock, and an error of a mapping that the disk cut short, which the JVM throws
        // wherever the thread is by then, would leave it locked for ever.
        final String[] names = folder.toFile().list((parent, name) -> name.endsWith(SUFFIX));
        if (names == null) {
            throw new JournalException("cannot list " + folder + "; check its permissions");
        }
        return Stream.of(names).sorted().findFirst().map(folder::resolve).orElse(null);
    }
}
