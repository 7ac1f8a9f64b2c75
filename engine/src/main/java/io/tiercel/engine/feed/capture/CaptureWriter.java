package io.tiercel.engine.feed.capture;

import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.agrona.MutableDirectBuffer;

/**
 * Writes a lane's datagrams into captures, on a thread of its own, {@code tiercel-capture-NAME}, so that the lane never
 * waits for a disk. Where the disk has less than the room that is kept, or refuses, it stops writing, counts what
 * comes, and tries again with a file of its own every {@value #RETRY_MS} ms.
 */
public final class CaptureWriter {
    private static final long RETRY_MS = 10_000;
    private static final long POLL_NS = 1_000_000L;
    private static final long JOIN_MS = 5_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int BATCH = 1_024;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CaptureSettings settings;
    private final List<CapturedSocket> sockets;
    private final CaptureRing ring;
    private final IntToLongFunction hostDropped;
    private final LongSupplier usableBytes;
    private final CaptureFile file;
    private final Thread thread;
    // The thread's own.
    private final long[] lostBefore;
    private final long[] collected;
    private final long[] collectedLost;
    private final long[] noted;
    private long firstNs;
    private long lastNs;
    private long retryNs;
    private long noteNs;
    private int number;
    // Written by the thread, read by any.
    private final AtomicLongArray written;
    private final AtomicLongArray unwritten;
    private volatile long writtenBytes;
    private volatile int fileCount;
    private volatile String problem = "";
    private volatile boolean closing;

    /**
     * @param hostDropped datagrams that the host threw away at a socket, below 0 where it does not say
     * @param usableBytes of the disk
     */
    public CaptureWriter(
            final CaptureSettings settings,
            final List<CapturedSocket> sockets,
            final CaptureRing ring,
            final IntToLongFunction hostDropped,
            final LongSupplier usableBytes) {
        this.settings = settings;
        this.sockets = List.copyOf(sockets);
        this.ring = ring;
        this.hostDropped = hostDropped;
        this.usableBytes = usableBytes;
        file = new CaptureFile(sockets);
        lostBefore = new long[sockets.size()];
        collected = new long[sockets.size()];
        collectedLost = new long[sockets.size()];
        noted = new long[sockets.size()];
        written = new AtomicLongArray(sockets.size());
        unwritten = new AtomicLongArray(sockets.size());
        thread = new Thread(this::run, "tiercel-capture-" + settings.feed());
        // A disk that does not answer must not keep the process from ending.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** After the lane's thread has ended. Returns whether all that it read is written, or counted. */
    public boolean close() {
        closing = true;
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Of a socket. Any thread, here and below. */
    public long writtenCount(final int socket) {
        return written.get(socket);
    }

    /** Datagrams of a socket that the lane read and no file has. */
    public long lostCount(final int socket) {
        return ring.lostCount(socket) + unwritten.get(socket);
    }

    public long writtenBytes() {
        return writtenBytes;
    }

    public int fileCount() {
        return fileCount;
    }

    /** Why nothing is written, in words; empty when it is. */
    public String problem() {
        return problem;
    }

    private void run() {
        try {
            while (!closing) {
                if (round() == 0) {
                    LockSupport.parkNanos(this, POLL_NS);
                }
            }
            while (round() > 0) {
                Thread.onSpinWait();
            }
            finish();
        } catch (final Throwable broken) {
            // The ring fills, and the lane counts what comes.
            problem = "the capture's thread has ended: " + DiskFailure.text(broken);
            file.close();
        }
    }

    private int round() {
        final int count = ring.read(this::onRecord, BATCH);
        if (count == 0) {
            write();
        }
        noteLosses();
        return count;
    }

    private void onRecord(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final int socket = type - 1;
        lostBefore[socket] += buffer.getLong(index + CaptureRing.LOST);
        if (!ready()) {
            unwritten.lazySet(socket, unwritten.getPlain(socket) + 1);
            lostBefore[socket]++;
            return;
        }
        file.packet(socket, buffer, index, length, lostBefore[socket]);
        collected[socket]++;
        collectedLost[socket] += lostBefore[socket];
        lostBefore[socket] = 0;
        lastNs = buffer.getLong(index + CaptureRing.TIME);
        firstNs = firstNs == 0 ? lastNs : firstNs;
        if (file.isFull()) {
            write();
        }
        if (file.isOpen() && file.length() >= settings.fileBytes()) {
            finish();
        }
    }

    /** Whether there is a file to write to: made with the first datagram that is to go there. */
    private boolean ready() {
        if (file.isOpen()) {
            return true;
        }
        if (!problem.isEmpty() && System.nanoTime() - retryNs < 0) {
            return false;
        }
        try {
            Files.createDirectories(settings.folder());
            if (hasRoom()) {
                open();
            } else {
                noRoom();
            }
        } catch (final IOException refused) {
            fail(refused);
        }
        return file.isOpen();
    }

    private void open() throws IOException {
        final String begin = settings.feed() + "-" + STAMP.format(Instant.now()) + "-";
        while (!file.isOpen()) {
            number++;
            final Path path = settings.folder().resolve(begin + String.format(Locale.ROOT, "%06d.pcapng", number));
            try {
                file.open(
                        path,
                        settings.program(),
                        "feed " + settings.feed() + "; stamps: the lane's clock when it read the datagram; IP and UDP"
                                + " headers are made from the sockets' addresses"
                                + CapturedBounds.text(settings.bounds()));
                fileCount = fileCount + 1;
                problem = "";
            } catch (final FileAlreadyExistsException another) {
                // Of another process, begun in this second: the next number.
                continue;
            }
        }
    }

    private boolean hasRoom() {
        return usableBytes.getAsLong() >= settings.reserveBytes();
    }

    private void write() {
        if (file.hasCollected()) {
            writeCollected();
            if (file.isOpen() && !hasRoom()) {
                // The room that is kept takes the end of the file.
                finish();
                noRoom();
            }
        }
    }

    private void writeCollected() {
        try {
            writtenBytes = writtenBytes + file.write();
            for (int i = 0; i < collected.length; i++) {
                written.lazySet(i, written.getPlain(i) + collected[i]);
                collected[i] = 0;
                collectedLost[i] = 0;
            }
        } catch (final IOException refused) {
            fail(refused);
        }
    }

    /** How many were lost is said while the file is written: who kills the process does not take that away. */
    private void noteLosses() {
        final long nowNs = System.nanoTime();
        if (!file.isOpen() || nowNs - noteNs < 0) {
            return;
        }
        noteNs = nowNs + SECOND_NS;
        for (int i = 0; i < noted.length; i++) {
            if (lostCount(i) != noted[i]) {
                note(i);
            }
        }
    }

    private void note(final int socket) {
        noted[socket] = lostCount(socket);
        file.statistics(
                socket,
                firstNs,
                lastNs,
                written.get(socket) + collected[socket] + noted[socket],
                noted[socket],
                hostDropped.applyAsLong(socket));
    }

    /** The file's end, with the statistics of each socket. */
    private void finish() {
        for (int i = 0; file.isOpen() && i < sockets.size(); i++) {
            note(i);
        }
        if (file.isOpen()) {
            writeCollected();
            file.close();
        }
    }

    private void noRoom() {
        stop("the disk has less than " + settings.reserveBytes() + " bytes left, which are to stay free");
    }

    /** What was collected is lost, too. */
    private void fail(final IOException refused) {
        file.close();
        for (int i = 0; i < collected.length; i++) {
            unwritten.lazySet(i, unwritten.getPlain(i) + collected[i]);
            lostBefore[i] += collected[i] + collectedLost[i];
            collected[i] = 0;
            collectedLost[i] = 0;
        }
        stop("the disk refused: " + DiskFailure.text(refused));
    }

    private void stop(final String reason) {
        retryNs = System.nanoTime() + RETRY_MS * 1_000_000;
        problem = reason;
    }
}
