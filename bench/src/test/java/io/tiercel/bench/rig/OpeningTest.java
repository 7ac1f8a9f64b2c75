package io.tiercel.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aeron.Aeron;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails to open leaves no media driver behind. */
@Timeout(60)
final class OpeningTest {
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final int NO_LENGTH = -1;

    @TempDir
    Path temporary;

    private List<String> mappedBefore;

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Files.exists(MAPPED), "looks at what Linux alone has");
        mappedBefore = mappedDrivers();
    }

    @AfterEach
    void shouldHaveClosedEachMediaDriver() throws IOException {
        assertEquals(mappedBefore, mappedDrivers());
    }

    @Test
    void shouldCloseALineThatCannotBeSetUp() {
        for (final EchoLine.Kind kind : EchoLine.Kind.values()) {
            assertThrows(NegativeArraySizeException.class, () -> EchoLine.of(kind, Long.BYTES, NO_LENGTH, () -> {}));
        }
    }

    @Test
    void shouldCloseADriverWithoutItsClient() {
        final Aeron.Context tooLong = new Aeron.Context().clientName("x".repeat(101));

        final RuntimeException refused = assertThrows(RuntimeException.class, () -> new InvokedDriver(tooLong));

        assertTrue(refused.getMessage().contains("clientName"), refused::getMessage);
    }

    @Test
    void shouldCloseAnEndWhosePortIsTaken() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            final String port = "127.0.0.1:" + taken.getLocalPort();

            final RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> new UdpEnd("aeron:udp?endpoint=" + port));

            assertTrue(refused.getMessage().contains(port), refused::getMessage);
        }
    }

    @Test
    void shouldCloseAVenueWhoseEngineEnds() throws Exception {
        final RigSettings settings = new RigSettings(
                List.of("false"), Path.of("tick-to-trade.conf"), List.of(), EchoLine.Kind.UDP, 0, 1, temporary, "");
        try (EngineProcess engine = new EngineProcess(settings)) {
            final IllegalStateException ended =
                    assertThrows(IllegalStateException.class, () -> new VenueSide(engine, EchoLine.Kind.UDP));

            assertTrue(ended.getMessage().startsWith("the engine ended with exit code 1"), ended::getMessage);
        }
    }

    private static List<String> mappedDrivers() throws IOException {
        return Files.readAllLines(MAPPED).stream()
                .filter(line -> line.contains("cnc.dat"))
                .toList();
    }
}
