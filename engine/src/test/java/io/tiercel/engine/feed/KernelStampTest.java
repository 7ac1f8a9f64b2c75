package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real datagrams on loopback. */
final class KernelStampTest {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final long WAITS_NS = 30 * MILLISECOND_NS;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64);

    /** The kernel begins to stamp a while after it was asked to; before that a datagram has come when it is read. */
    @Test
    void shouldSayWhenADatagramCameThatWaited() throws IOException {
        assumeLinux();
        try (DatagramChannel to = bound();
                DatagramChannel from = DatagramChannel.open()) {
            final DatagramLines lines =
                    new DatagramLines(List.of(to), null, List.of(KernelStamp.of(to)), DatagramRecorder.NONE);
            final long deadlineNs = System.nanoTime() + 60_000 * MILLISECOND_NS;
            boolean right = false;
            while (!right && System.nanoTime() < deadlineNs) {
                final long beforeNs = System.nanoTime();
                from.send(ByteBuffer.wrap(new byte[] {1}), to.getLocalAddress());
                final long thereNs = System.nanoTime();
                while (System.nanoTime() - thereNs < WAITS_NS) {
                    Thread.onSpinWait();
                }
                assertTrue(lines.receive(bytes, 0));
                final long receivedNs = lines.receivedNs(System.nanoTime());

                assertTrue(receivedNs > beforeNs - MILLISECOND_NS, () -> receivedNs + " is before " + beforeNs);
                right = receivedNs < thereNs + MILLISECOND_NS;
            }
            assertTrue(right, "what waited for 30 ms was never said to have come before it was read");
        }
    }

    @Test
    void shouldTakeTheTimeOfReadingWithoutAStamp() throws IOException {
        assumeLinux();
        try (DatagramChannel to = bound()) {
            assertEquals(4_711, KernelStamp.of(to).receivedNs(4_711));
        }
    }

    private static void assumeLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: only Linux stamps datagrams");
    }

    private static DatagramChannel bound() throws IOException {
        final DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
