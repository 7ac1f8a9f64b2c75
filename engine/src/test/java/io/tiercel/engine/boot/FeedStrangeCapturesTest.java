package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures of other links than Ethernet, and of what is no protocol that is known: never nothing, and no word. */
final class FeedStrangeCapturesTest {
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;
    private static final int ETHERNET_HEADER = 14;
    private static final List<String> COMMANDS =
            List.of("dump --jsonl", "book --json", "bars --session", "import --journal DIR");

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(1).day(3, 300);

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 14, 101, 108, 228})
    void shouldReadPacketsOfIp(final int link) throws IOException {
        final byte[] family = link == 0 ? new byte[] {2, 0, 0, 0} : link == 108 ? Frames.four(2) : new byte[0];
        final byte[] frame = datagram(itch.packet("DAY-000001", 0, itch.messages.size()));
        final byte[] ip = Arrays.copyOfRange(frame, ETHERNET_HEADER, frame.length);
        final String capture = capture(link, Frames.join(family, ip));

        assertEquals(0, program.execute("feed", "book", "--json", "--strict", capture), program::err);

        assertEquals(3, program.json().getConfigList("instruments").size());
        assertEquals("live", program.json().getConfigList("instruments").get(0).getString("state"));
        assertEquals("", program.err());
    }

    @Test
    void shouldReadPacketsOfIpv6() throws IOException {
        final byte[] udp = Frames.udpHeader(1, 2, itch.packet("DAY-000001", 0, itch.messages.size()));
        final String capture = capture(229, Frames.ipv6(1, 2, 17, udp));

        assertEquals(0, program.execute("feed", "book", "--json", "--strict", capture), program::err);

        assertEquals(3, program.json().getConfigList("instruments").size());
    }

    @Test
    void shouldSayThatALinkIsNotRead() throws IOException {
        final byte[] frame = datagram(itch.packet("DAY-000001", 0, 10));
        final String capture = capture(147, frame, frame);

        for (final String command : COMMANDS) {
            assertEquals(2, run(command, capture), program::err);
            assertEquals("", program.out());
            assertTrue(
                    program.err()
                            .startsWith("tiercel: nothing of the files is of itch50 or mdp3: they have 2 packets of a"
                                    + " link type that is not read. The first malformed one: " + capture
                                    + ": record 1 at offset 24: packets of link type 147, which is not read"),
                    program::err);
            assertEquals(2, run(command + " --strict", capture), program::err);
            assertTrue(program.err().contains("packets of link type 147, which is not read"), program::err);
        }
        assertEquals(0, program.execute("feed", "inspect", "--json", capture), program::err);
        assertEquals(1, program.json().getInt("malformed"));
        assertEquals(2, program.json().getConfig("other").getInt("\"packets of a link type that is not read\""));
    }

    /** What could be read is the result. */
    @Test
    void shouldReadTheOtherInterfaces() throws IOException {
        final byte[] frame = datagram(itch.packet("DAY-000001", 0, itch.messages.size()));
        final Path capture = Files.write(
                folder.resolve("two.pcapng"),
                Captures.pcapng(ByteOrder.LITTLE_ENDIAN)
                        .networkInterface(189, 9, 0)
                        .networkInterface(1, 9, 0)
                        .enhancedPacket(0, OPEN_NS, frame)
                        .enhancedPacket(1, OPEN_NS, frame)
                        .bytes());

        assertEquals(0, program.execute("feed", "book", "--json", capture.toString()), program::err);

        assertEquals(3, program.json().getConfigList("instruments").size());
        assertTrue(program.err().contains("packets of link type 189, which is not read"), program::err);
    }

    @Test
    void shouldSayThatAStreamWasCapturedFromWithinAPacketOn() throws IOException {
        final byte[] soup = soup();
        final String capture = capture(1, segment(Arrays.copyOfRange(soup, 1, soup.length)));

        for (final String command : COMMANDS) {
            assertEquals(2, run(command, capture), program::err);
            assertEquals(
                    "tiercel: nothing of the files is of itch50 or mdp3: they have 1 TCP streams of other content; give"
                            + " captures that have the begin of each TCP stream, or begin where a packet does\n",
                    program.err());
            assertEquals("", program.out());

            final String malformed = capture + ": record 1 at offset 24: the TCP stream 10.0.0.1:9000 to"
                    + " 10.0.0.2:40000 is none of itch50, or captured from within a packet on";
            assertEquals(2, run(command + " --protocol itch50", capture), program::err);
            assertTrue(program.err().contains("The first malformed one: " + malformed + "; "), program::err);
            assertEquals(2, run(command + " --protocol itch50 --strict", capture), program::err);
            assertTrue(program.err().startsWith("tiercel: " + malformed + "; mend the file"), program::err);
        }
        assertEquals(0, program.execute("feed", "book", capture(1, segment(soup)), "--protocol", "itch50"));
        assertEquals("", program.err());
    }

    @Test
    void shouldSayThatNothingIsOfAKnownProtocol() throws IOException {
        final byte[] arp = Frames.ethernet(0x0806, new byte[28]);
        refuse("1 frames that are neither UDP nor TCP; give captures of a feed, with whole packets", arp);
        refuse(
                "2 datagrams or messages of no protocol that is known; where they are of a protocol all the same, name"
                        + " it by --protocol",
                datagram(new byte[] {1, 2, 3}),
                datagram(new byte[] {1, 2, 3}));
        refuse("1 packets without any message; give captures of a feed, with whole packets", segment(new byte[0]));
        refuse(
                "1 TCP streams of other content; give captures that have the begin of each TCP stream, or begin where a"
                        + " packet does",
                segment(new byte[] {0, 9, 'S'}));
    }

    /** A feed that has said nothing yet. */
    @Test
    void shouldReadSessionsWithoutMessages() throws IOException {
        final byte[] login = Arrays.copyOf(soup(), 33);
        for (final byte[] frame : List.of(datagram(itch.packet("DAY-000001", 0, 0)), segment(login))) {
            final String capture = capture(1, frame);

            assertEquals(0, program.execute("feed", "book", "--json", capture), program::err);

            assertEquals("", program.err());
        }
    }

    /** What a client asks a replay of MDP 3.0 for is no packet, and is none that is malformed. */
    @Test
    void shouldPassOverWhatAClientSays() throws IOException {
        final byte[] asked = "9=5\00135=0\00110=123\001".getBytes(StandardCharsets.US_ASCII);
        final String capture = capture(1, segment(asked));

        assertEquals(0, program.execute("feed", "inspect", "--json", "--protocol", "mdp3", capture), program::err);

        assertEquals(0, program.json().getInt("malformed"));
        assertTrue(program.json().getConfig("other").isEmpty());
    }

    private void refuse(final String what, final byte[]... frames) throws IOException {
        final String capture = capture(1, frames);
        for (final String command : COMMANDS) {
            assertEquals(2, run(command, capture), program::err);
            assertEquals("tiercel: nothing of the files is of itch50 or mdp3: they have " + what + "\n", program.err());
        }
    }

    private int run(final String command, final String file) {
        final List<String> arguments = new ArrayList<>(List.of("feed"));
        arguments.addAll(List.of(
                command.replace("DIR", folder.resolve("journal").toString()).split(" ")));
        arguments.add(file);
        return program.execute(arguments.toArray(new String[0]));
    }

    private String capture(final int link, final byte[]... frames) throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, link);
        for (final byte[] frame : frames) {
            capture.packet(OPEN_NS, frame);
        }
        return Files.write(folder.resolve("any.pcap"), capture.bytes()).toString();
    }

    private static byte[] datagram(final byte[] packet) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, packet);
    }

    private static byte[] segment(final byte[] data) {
        return Frames.tcp("10.0.0.1", 9_000, "10.0.0.2", 40_000, 7, 0x10, data);
    }

    /** A login accepted, and messages. */
    private byte[] soup() {
        final byte[][] parts = new byte[11][];
        parts[0] = packet('A', ("DAY-000001" + "                   1").getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < parts.length; i++) {
            parts[i] = packet('S', itch.messages.get(i - 1));
        }
        return Frames.join(parts);
    }

    private static byte[] packet(final char type, final byte[] content) {
        return Frames.join(Frames.two(1 + content.length), new byte[] {(byte) type}, content);
    }
}
