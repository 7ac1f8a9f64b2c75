package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A capture of one UDP datagram, Ethernet and IPv4 around it, among the real data for tests. */
public final class SampleCapture {
    private static final Path FOLDER = Path.of("shared", "data", "mdp3");
    private static final int ETHERNET = 24 + 16;
    private static final int IP = ETHERNET + 14;

    public final UnsafeBuffer payload;

    private SampleCapture(final byte[] capture) {
        final UnsafeBuffer bytes = new UnsafeBuffer(capture);
        final int udp = IP + 4 * (bytes.getByte(IP) & 15);
        payload = new UnsafeBuffer(bytes, udp + 8, (bytes.getShort(udp + 4, ByteOrder.BIG_ENDIAN) & 0xFFFF) - 8);
    }

    /** Skips the test that asks where the data are not there. */
    public static SampleCapture of(final String name) {
        try {
            return new SampleCapture(
                    Files.readAllBytes(folder().resolve("packets-v1.9").resolve(name)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the data are; skips the test that asks where they are not. */
    public static Path folder() {
        Path folder = null;
        for (Path up = Path.of("").toAbsolutePath(); up != null && folder == null; up = up.getParent()) {
            final Path candidate = up.resolve(FOLDER);
            folder = Files.isDirectory(candidate) ? candidate : null;
        }
        assumeTrue(folder != null, "skipped: there is no ../shared/data/mdp3 beside the project's root");
        return folder;
    }
}
