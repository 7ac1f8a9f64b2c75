package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.codecs.network.IpEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A capture that is being written, one at a time. Blocks are collected and written whole: a process that is killed
 * leaves a file that ends with a whole block or within its last one.
 */
final class CaptureFile {
    private static final int COLLECTED = 1 << 20;
    /** The longest packet, or the begin of a file. */
    private static final int LONGEST = 1 << 17;

    private final List<CapturedSocket> sockets;
    private final IpEncoder headers = new IpEncoder();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(COLLECTED + LONGEST);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final PcapngEncoder blocks = new PcapngEncoder(buffer);
    private FileChannel channel;
    private int collected;
    private long written;

    CaptureFile(final List<CapturedSocket> sockets) {
        this.sockets = List.copyOf(sockets);
    }

    boolean isOpen() {
        return channel != null;
    }

    /** With what is not written yet. */
    long length() {
        return written + collected;
    }

    boolean isFull() {
        return collected >= COLLECTED;
    }

    boolean hasCollected() {
        return collected > 0;
    }

    /**
     * Makes it, with its interfaces. Where that fails there is none.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is there
     * @throws IOException                              when it cannot be made
     */
    void open(final Path path, final String program, final String comment) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        written = 0;
        try {
            begin(program, comment);
        } catch (final IOException | RuntimeException failed) {
            close();
            delete(path, failed);
            throw failed;
        }
    }

    private void begin(final String program, final String comment) throws IOException {
        collected = blocks.section(0, program, comment);
        for (final CapturedSocket socket : sockets) {
            collected +=
                    blocks.networkInterface(collected, FrameFlyweight.LINK_RAW_IP, socket.name(), socket.description());
        }
        write();
    }

    private static void delete(final Path path, final Exception why) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException stays) {
            why.addSuppressed(stays);
        }
    }

    /** The ring's record, as the lane laid it out. */
    void packet(final int socket, final DirectBuffer record, final int at, final int length, final long lostBefore) {
        final CapturedSocket captured = sockets.get(socket);
        final int packet = PcapngEncoder.packetAt(collected);
        final int packetLength = captured.isStream()
                ? segment(captured, packet, record, at, length - CaptureRing.CONTENT)
                : datagram(captured, packet, record, at, length - CaptureRing.CONTENT);
        collected += blocks.packet(collected, socket, record.getLong(at + CaptureRing.TIME), packetLength, lostBefore);
    }

    private int datagram(
            final CapturedSocket captured,
            final int packet,
            final DirectBuffer record,
            final int at,
            final int length) {
        final Endpoint to = captured.to();
        final Endpoint from = captured.from();
        if (from == null) {
            headers.from(
                    record.getLong(at + CaptureRing.ADDRESS_HIGH),
                    record.getLong(at + CaptureRing.ADDRESS_LOW),
                    record.getInt(at + CaptureRing.PORT));
        } else {
            headers.from(from.high(), from.low(), from.port());
        }
        headers.to(to.ipv6(), to.high(), to.low(), to.port());
        buffer.putBytes(packet + IpEncoder.udpHeaderLength(to.ipv6()), record, at + CaptureRing.CONTENT, length);
        return headers.udp(buffer, packet, length);
    }

    private int segment(
            final CapturedSocket captured,
            final int packet,
            final DirectBuffer record,
            final int at,
            final int length) {
        final Endpoint from = captured.from();
        headers.from(from.high(), from.low(), from.port())
                .to(
                        from.ipv6(),
                        record.getLong(at + CaptureRing.ADDRESS_HIGH),
                        record.getLong(at + CaptureRing.ADDRESS_LOW),
                        record.getInt(at + CaptureRing.PORT));
        buffer.putBytes(packet + IpEncoder.tcpHeaderLength(from.ipv6()), record, at + CaptureRing.CONTENT, length);
        return headers.tcp(
                buffer,
                packet,
                length,
                record.getInt(at + CaptureRing.SEQUENCE),
                record.getInt(at + CaptureRing.FLAGS));
    }

    /** @param hostDropped below 0 when that is not known */
    void statistics(
            final int socket,
            final long firstNs,
            final long lastNs,
            final long received,
            final long lost,
            final long hostDropped) {
        collected += blocks.statistics(collected, socket, firstNs, lastNs, received, lost, hostDropped);
    }

    /** What was collected; returns how many bytes. When that fails the file ends where it ended before. */
    int write() throws IOException {
        bytes.limit(collected).position(0);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (final IOException failed) {
            cutBack(failed);
            throw failed;
        }
        final int count = collected;
        written += count;
        collected = 0;
        return count;
    }

    private void cutBack(final IOException why) {
        try {
            channel.truncate(written);
        } catch (final IOException stays) {
            why.addSuppressed(stays);
        }
    }

    /** Without what was collected and not written. */
    void close() {
        CloseHelper.quietClose(channel);
        channel = null;
        collected = 0;
    }
}
