package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of ITCH whose values cannot be, or cannot stand in books and facts: each of them is told and counted. */
final class FeedValuesTest {
    private static final long DAY_NS = 86_400_000_000_000L;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final ByteBuffer bytes = ByteBuffer.allocate(64);

    /** They change no book. */
    @Test
    void shouldCountFactsThatCannotBe() throws IOException {
        final Map<byte[], String> facts = new LinkedHashMap<>();
        facts.put(
                imbalance(-1, 0),
                "a net order imbalance with a paired volume of 18446744073709551615 shares, beyond 63 bits");
        facts.put(imbalance(0, Long.MIN_VALUE), "a net order imbalance of 9223372036854775808 shares, beyond 63 bits");
        facts.put(
                begin('J').stock().four(1).four(1).four(1).four(-1).message(),
                "an auction collar extended 4294967295 times, beyond 31 bits");
        facts.put(
                begin('V').eight(1).eight(1L << 62).eight(1).message(),
                "a circuit breaker's level of 4611686018427387904 (1e-8), more than 922337203685477580");
        facts.put(begin('W').letter('4').message(), "a circuit breaker's level of 4; it is 1, 2 or 3");
        facts.put(
                begin('K').stock().four(86_400).letter('A').four(1).message(),
                "a release of quotation at second 86400 of the day, which has 86400");
        facts.put(begin('N').stock().letter('x').message(), "an interest flag of x; it is one of B, S, A, N");
        facts.put(begin('Y').stock().letter('3').message(), "a Reg SHO action of 3; it is one of 0, 1, 2");
        facts.put(listing('Y', DAY_NS), "a near execution time of 86400000000000 ns, beyond the day");
        facts.put(listing('x', 0), "an open eligibility status of x; it is one of Y, N");

        for (final Map.Entry<byte[], String> fact : facts.entrySet()) {
            assertMalformed("live", fact.getKey(), fact.getValue());
        }
    }

    @Test
    void shouldTrustNoBookBehindATradeThatCannotBe() throws IOException {
        assertMalformed("stale", executed('Z'), "an execution that is printable Z; it is Y or N");
        assertMalformed("stale", executed(' '), "an execution that is printable byte 32; it is Y or N");
        assertMalformed(
                "stale",
                begin('Q').eight(-1).stock().four(1).eight(1).letter('O').message(),
                "a cross of 18446744073709551615 shares, beyond 63 bits");
    }

    @Test
    void shouldTakeTheGreatestValuesThatCanBe() throws IOException {
        final byte[][] messages = {
            imbalance(Long.MAX_VALUE, Long.MAX_VALUE),
            begin('J').stock().four(1).four(1).four(1).four(Integer.MAX_VALUE).message(),
            begin('V').eight(1).eight(Long.MAX_VALUE / 10).eight(0).message(),
            begin('W').letter('3').message(),
            begin('K').stock().four(86_399).letter('A').four(1).message(),
            begin('K').stock().four(-1).letter('C').four(1).message(),
            begin('N').stock().letter('N').message(),
            begin('Y').stock().letter('2').message(),
            listing('N', DAY_NS - 1),
            executed('N'),
            begin('Q')
                    .eight(Long.MAX_VALUE)
                    .stock()
                    .four(1)
                    .eight(1)
                    .letter('O')
                    .message()
        };
        for (final byte[] message : messages) {
            final String file = file(message);

            assertEquals(0, program.execute("feed", "book", "--json", "--strict", file), program::err);

            assertEquals("", program.err());
        }
    }

    private void assertMalformed(final String state, final byte[] message, final String reason) throws IOException {
        final String file = file(message);
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        assertEquals(1, program.json().getInt("malformed"));
        assertEquals(state, program.json().getConfigList("instruments").get(0).getString("state"), reason);
        assertTrue(
                program.err().startsWith("malformed: " + file + ": record 4 at offset ")
                        && program.err().endsWith(": " + reason + "\n"),
                program::err);

        final String journal = folder.resolve("journal" + System.nanoTime()).toString();
        assertEquals(
                0,
                program.execute("feed", "import", "--json", file, "--date", "2019-12-30", "--journal", journal),
                program::err);
        assertEquals(1, program.json().getInt("malformed"));
        assertEquals(2, program.execute("feed", "book", "--strict", file), program::err);

        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        final byte[][] all = {opened(), directory(), added(), message};
        for (int i = 0; i < all.length; i++) {
            final byte[] packet = Frames.join(
                    "DAY-000001".getBytes(StandardCharsets.US_ASCII),
                    Frames.eight(i + 1),
                    Frames.two(1),
                    Frames.two(all[i].length),
                    all[i]);
            capture.packet(1_577_716_200_000_000_000L + i, Frames.udp("10.0.0.1", 1, "233.54.12.1", 2, packet));
        }
        final Path pcap = Files.write(folder.resolve("values.pcap"), capture.bytes());
        assertEquals(0, program.execute("feed", "book", "--json", pcap.toString()), program::err);
        assertTrue(program.err().endsWith(": message 1 of the packet: " + reason + "\n"), program::err);
    }

    /** Behind a day's begin, and an order. */
    private String file(final byte[] message) throws IOException {
        byte[] all = new byte[0];
        for (final byte[] each : new byte[][] {opened(), directory(), added(), message}) {
            all = Frames.join(all, Frames.two(each.length), each);
        }
        return Files.write(folder.resolve("values.itch"), all).toString();
    }

    private byte[] opened() {
        return begin('S').letter('O').message();
    }

    private byte[] directory() {
        begin('R').stock();
        bytes.position(39);
        return message();
    }

    private byte[] added() {
        return begin('A').eight(5).letter('B').four(100).stock().four(10_000).message();
    }

    private byte[] executed(final char printable) {
        return begin('C')
                .eight(5)
                .four(1)
                .eight(9)
                .letter(printable)
                .four(10_000)
                .message();
    }

    private byte[] imbalance(final long paired, final long shares) {
        return begin('I')
                .eight(paired)
                .eight(shares)
                .letter('B')
                .stock()
                .four(1)
                .four(1)
                .four(1)
                .letter('O')
                .letter('L')
                .message();
    }

    private byte[] listing(final char eligible, final long timeNs) {
        return begin('O')
                .stock()
                .letter(eligible)
                .four(1)
                .four(2)
                .four(1)
                .eight(timeNs)
                .four(1)
                .four(2)
                .message();
    }

    private FeedValuesTest begin(final char type) {
        bytes.clear().put((byte) type).putShort((short) 7).putShort((short) 0);
        bytes.putShort((short) (34_200_000_000_123L >>> 32)).putInt((int) 34_200_000_000_123L);
        return this;
    }

    private FeedValuesTest letter(final char value) {
        bytes.put((byte) value);
        return this;
    }

    private FeedValuesTest four(final int value) {
        bytes.putInt(value);
        return this;
    }

    private FeedValuesTest eight(final long value) {
        bytes.putLong(value);
        return this;
    }

    private FeedValuesTest stock() {
        bytes.put("TRCL    ".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private byte[] message() {
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }
}
