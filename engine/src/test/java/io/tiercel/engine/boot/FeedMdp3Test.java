package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packets of MDP 3.0, through the commands that read captures. */
final class FeedMdp3Test {
    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldShowEveryFieldByEitherSchema() {
        final String capture = sample("MdIncrementalRefreshBook.pcap");
        final Path published = SharedData.find("mdp3/templates_FixBinary-v9.xml");

        assertEquals(0, program.execute("feed", "dump", "--jsonl", capture), program::err);
        final String byOwn = program.out();
        assertEquals(
                0, program.execute("feed", "dump", "--jsonl", capture, "--schema", published.toString()), program::err);

        assertEquals(byOwn, program.out());
        final Config message =
                ConfigFactory.parseString(byOwn.lines().findFirst().orElseThrow());
        assertTrue(message.getString("message").startsWith("MDIncrementalRefreshBook"), byOwn);
        assertTrue(message.getLong("sequence") > 0, byOwn);
        assertTrue(message.getLong("TransactTime") > 0, byOwn);
        final Config entry = message.getConfigList("NoMDEntries").get(0);
        assertTrue(entry.getLong("SecurityID") > 0, byOwn);
        assertFalse(entry.getString("MDEntryPx").isEmpty(), byOwn);
        assertTrue(byOwn.contains("\"NoOrderIDEntries\":[]"), byOwn);
    }

    /** Packets of a header alone: of a channel, where they were sent when they were captured. */
    @Test
    void shouldCountPacketsBeforeTheFirstMessage() throws IOException {
        final long nowNs = 1_577_716_200_000_000_000L;
        final long twoDaysNs = 172_800_000_000_000L;
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        capture.packet(nowNs, Frames.udp("10.0.0.1", 5_000, "224.0.31.1", 14_310, empty(1, nowNs - 5)));
        capture.packet(nowNs + 1, Frames.udp("10.0.0.1", 5_000, "224.0.31.1", 14_310, empty(3, nowNs - 4)));
        capture.packet(nowNs + 2, Frames.udp("10.0.0.1", 5_000, "224.0.31.2", 9, empty(1, nowNs - twoDaysNs)));
        capture.packet(nowNs + 3, Frames.udp("10.0.0.1", 5_000, "224.0.31.2", 9, empty(1, 0)));
        capture.packet(nowNs + 4, Frames.udp("10.0.0.1", 5_000, "224.0.31.2", 9, new byte[11]));
        final String file =
                Files.write(folder.resolve("empty.pcap"), capture.bytes()).toString();

        assertEquals(0, program.execute("feed", "inspect", "--json", file), program::err);

        final Config found = program.json();
        assertEquals(3, found.getInt("unrecognised"), program::out);
        assertEquals(1, found.getConfigList("channels").size(), program::out);
        assertEquals(2, found.getConfigList("channels").get(0).getInt("packets"));
        assertEquals(1, found.getInt("missing"));
    }

    private static byte[] empty(final int sequence, final long sentNs) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sequence)
                .putLong(sentNs)
                .array();
    }

    /** A definition of zeros, but for its maturity: June 2020, on no day and in no week of it. */
    @Test
    void shouldShowACompositeAsAnObject() throws IOException {
        final int blockLength = 216;
        final byte[] packet = ByteBuffer.allocate(22 + blockLength + 4 * 3)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(7)
                .putLong(1_577_716_200_000_000_000L)
                .putShort((short) (10 + blockLength + 4 * 3))
                .putShort((short) blockLength)
                .putShort((short) 54)
                .putShort((short) 1)
                .putShort((short) 9)
                .position(22 + 71)
                .putShort((short) 2020)
                .put((byte) 6)
                .putShort((short) -1)
                .array();
        final byte[] capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, Frames.udp("10.0.0.1", 5_000, "224.0.31.1", 14_310, packet))
                .bytes();
        final String file =
                Files.write(folder.resolve("definition.pcap"), capture).toString();

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);

        assertTrue(
                program.out().contains("\"MaturityMonthYear\":{\"year\":2020,\"month\":6,\"day\":null,\"week\":null},"),
                program::out);
        assertTrue(program.out().contains("\"NoEvents\":[]"), program::out);
        assertEquals(0, program.execute("feed", "dump", file), program::err);
        assertTrue(program.out().contains(" MaturityMonthYear{ year=2020 month=6 } "), program::out);
    }

    @Test
    void shouldCountMessages() {
        assertEquals(
                0,
                program.execute("feed", "inspect", "--json", sample("MdIncrementalRefreshTradeSummary.pcap")),
                program::err);

        assertTrue(program.out().contains("\"mdp3\""), program.out());
        assertTrue(program.out().contains("MDIncrementalRefreshTradeSummary"), program.out());
    }

    @Test
    void shouldNameTheInstrumentsOfAPacketWhoseBooksAreNotKnown() {
        assertEquals(
                0, program.execute("feed", "book", "--json", sample("MdIncrementalRefreshBook.pcap")), program::err);

        for (final Config book : program.json().getConfigList("instruments")) {
            assertTrue(book.getLong("id") > 0, program::out);
            assertEquals("recovering", book.getString("state"));
            assertEquals(0, book.getInt("bidLevels"));
        }
        assertFalse(program.json().getConfigList("instruments").isEmpty());
        assertEquals(
                0,
                program.execute("feed", "book", "--json", sample("MdIncrementalRefreshTradeSummary.pcap")),
                program::err);
        assertTrue(program.out().contains("\"trades\":1"), program::out);
    }

    @Test
    void shouldSayWhatIsWrongWithTheSchema() {
        assertEquals(2, program.execute("feed", "dump", sample("MdIncrementalRefreshBook.pcap"), "--schema", "no.xml"));
        assertTrue(program.err().contains("schema no.xml does not exist"), program::err);
    }

    @Test
    void shouldRefuseASchemaWhereBooksAreMade() {
        final String capture = sample("MdIncrementalRefreshBook.pcap");
        for (final String[] command : new String[][] {{"book"}, {"bars", "--tick", "1"}, {"import"}, {"play"}}) {
            final List<String> arguments = new ArrayList<>(List.of("feed"));
            arguments.addAll(List.of(command));
            arguments.addAll(List.of(capture, "--schema", "templates.xml"));

            assertEquals(2, program.execute(arguments.toArray(new String[0])), () -> command[0] + ": " + program.out());
            assertTrue(
                    program.err()
                            .contains("--schema templates.xml would have no effect: it names the messages that feed"
                                    + " dump and feed inspect show, and books are made by Tiercel's own layouts of"
                                    + " MDP 3.0; leave it out"),
                    program::err);
        }
    }

    private static String sample(final String name) {
        return SharedData.find("mdp3/packets-v1.9/" + name).toString();
    }
}
