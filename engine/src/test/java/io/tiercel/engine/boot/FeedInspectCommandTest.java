package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedInspectCommandTest {
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldSayWhatIsInAFile() throws IOException {
        final HandMadeItch itch = new HandMadeItch(1).day(3, 500);
        final String file = write("day.itch", itch.file());

        final Config found = inspect(file);

        assertEquals("itch-file", found.getConfigList("files").get(0).getString("format"));
        assertEquals("none", found.getConfigList("files").get(0).getString("compression"));
        assertEquals(List.of("itch50"), found.getStringList("protocols"));
        assertEquals(itch.messages.size(), found.getInt("messageCount"));
        assertEquals(
                itch.messages.size(),
                found.getConfigList("messages").stream()
                        .mapToInt(each -> each.getInt("count"))
                        .sum());
        assertEquals(3, found.getInt("instrumentCount"));
        assertEquals("STK2", found.getConfigList("instruments").get(1).getString("symbol"));
        assertTrue(found.getString("time.from").startsWith("09:30:00.000"), found.getString("time.from"));
        assertEquals("America/New_York", found.getString("timeZone"));
        assertEquals(0, found.getInt("malformed"));
        assertEquals(0, program.execute("feed", "inspect", file));
        assertTrue(program.out().contains("instruments 3"), program::out);
    }

    @Test
    void shouldCountGapsOfEachLineAndOfAllTogether() throws IOException {
        final HandMadeItch itch = new HandMadeItch(2).day(3, 500);
        final byte[] fragment = Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 17, 0x2000, new byte[40]));
        final byte[] torn = java.util.Arrays.copyOf(line(0, itch.packet("DAY-000001", 0, 9)), 60);
        final String file = write(
                "ab.pcap",
                Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                        .packet(OPEN_NS, line(0, itch.packet("DAY-000001", 0, 10)))
                        .packet(OPEN_NS + 1, line(1, itch.packet("DAY-000001", 0, 10)))
                        .packet(OPEN_NS + 2, line(1, itch.packet("DAY-000001", 10, 20)))
                        .packet(OPEN_NS + 3, line(0, itch.packet("DAY-000001", 20, 30)))
                        .packet(OPEN_NS + 4, line(1, itch.packet("DAY-000001", 15, 20)))
                        .packet(OPEN_NS + 5, line(0, itch.packet("DAY-000001", 35, 40)))
                        .packet(OPEN_NS + 6, line(2, new byte[] {1, 2, 3}))
                        .packet(OPEN_NS + 7, fragment)
                        .packet(OPEN_NS + 8, torn, 500)
                        .packet(OPEN_NS + 9, torn)
                        .bytes());

        final Config found = inspect(file);

        final Config a = found.getConfigList("channels").get(0);
        assertEquals("233.54.12.1:26400", a.getString("channel"));
        assertEquals("DAY-000001", a.getString("session"));
        assertEquals(List.of(3, 25, 2, 15, 0), counts(a));
        assertEquals(
                List.of(3, 25, 0, 0, 5), counts(found.getConfigList("channels").get(1)));
        final Config session = found.getConfigList("sessions").get(0);
        assertEquals(1, session.getInt("firstSequence"));
        assertEquals(40, session.getInt("lastSequence"));
        assertEquals(1, found.getInt("gaps"));
        assertEquals(5, found.getInt("missing"));
        assertEquals(1, found.getInt("unrecognised"));
        assertEquals(1, found.getConfig("other").getInt("\"IP fragments, not put together\""));
        assertEquals(1, found.getConfig("other").getInt("\"packets that the capture cut off\""));
        assertEquals(1, found.getInt("malformed"));
        assertEquals(10, found.getConfigList("faults").get(0).getInt("record"));
        assertEquals("2019-12-30T14:30:00Z", found.getString("captured.from"));
        assertEquals("2019-12-30T14:30:00.000000005Z", found.getString("captured.to"));
    }

    /** MDP 3.0: two weeks of a channel, of whose second one packets are missing. */
    @Test
    void shouldCountGapsOfNumbersThatBeganAnew() throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int week = 0; week < 2; week++) {
            for (int i = 1; i <= 200; i++) {
                final long sentNs = OPEN_NS + week * 604_800_000_000_000L + i * 1_000_000L;
                if (week == 0 || i < 50 || i >= 60) {
                    capture.packet(sentNs, line(0, heartbeat(i, sentNs)));
                }
            }
        }
        final String file = write("weeks.pcap", capture.bytes());

        final Config found = inspect(file);

        assertEquals(
                List.of(390, 390, 1, 10, 0),
                counts(found.getConfigList("channels").get(0)));
        assertEquals(1, found.getInt("gaps"));
        assertEquals(10, found.getInt("missing"));
        assertEquals(0, program.execute("feed", "inspect", file));
        assertTrue(program.out().contains(": 390 packets, 390 messages, 1 gaps (10 packets), 0 late\n"), program::out);
    }

    /** Records of files have no numbers: each file counts them anew. */
    @Test
    void shouldFindNothingLateInFilesThatFollowOneAnother() throws IOException {
        final HandMadeItch itch = new HandMadeItch(4).day(2, 50);
        final byte[] dbn = new HandMadeDbn(3, 0, 1)
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .bytes();
        final byte[] table = "time,symbol,price,quantity\n1704187800,TRCL,10,5\n1704187801,TRCL,11,5\n"
                .getBytes(StandardCharsets.US_ASCII);
        final byte[] lobster =
                "34200.1,1,7,100,1000000,1\n34200.2,3,7,100,1000000,1\n".getBytes(StandardCharsets.US_ASCII);
        final String[][] files = {
            {write("1.itch", itch.file(0, 20)), write("2.itch", itch.file(20, 50))},
            {write("1.dbn", dbn), write("2.dbn", dbn)},
            {write("1.csv", table), write("2.csv", table)},
            {write("A_2012-06-21_1_2_message_1.csv", lobster), write("A_2012-06-22_1_2_message_1.csv", lobster)}
        };
        for (final String[] each : files) {
            assertEquals(0, program.execute("feed", "inspect", "--json", each[0], each[1]), program::err);

            final Config found = program.json();
            assertEquals(0, found.getInt("gaps"), each[0]);
            for (final Config channel : found.getConfigList("channels")) {
                assertTrue(channel.getInt("packets") >= 2, channel::toString);
                assertEquals(List.of(0, 0, 0), counts(channel).subList(2, 5), each[0]);
            }
        }
        assertEquals(0, program.execute("feed", "inspect", files[1][0], files[1][1]));
        assertFalse(program.out().contains("late"), program::out);
    }

    @Test
    void shouldSayThatASessionHadNoMessage() throws IOException {
        final HandMadeItch itch = new HandMadeItch(2).day(3, 50);
        final String file = write(
                "quiet.pcap",
                Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                        .packet(OPEN_NS, line(0, itch.packet("DAY-000001", 7, 7)))
                        .packet(OPEN_NS + 1, line(0, itch.packet("DAY-000001", 7, 7)))
                        .bytes());

        final Config session = inspect(file).getConfigList("sessions").get(0);

        assertEquals("DAY-000001", session.getString("session"));
        assertTrue(session.getIsNull("firstSequence") && session.getIsNull("lastSequence"), session::toString);
        assertEquals(0, session.getInt("gaps"));
        assertEquals(0, program.execute("feed", "inspect", file));
        assertTrue(program.out().contains("DAY-000001: no message came, heartbeats alone\n"), program::out);
    }

    @Test
    void shouldRefuseWhatWouldHaveNoEffect() throws IOException {
        final HandMadeItch itch = new HandMadeItch(6).day(1, 20);
        final String day = write("day.itch", itch.file());
        final String dbn = write(
                "a.dbn",
                new HandMadeDbn(3, 0, 1)
                        .order('A', 'B', 1, 1_000_000_000L, 5, true)
                        .bytes());
        final String capture = write(
                "a.pcap",
                Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                        .packet(OPEN_NS, line(0, itch.packet("DAY-000001", 0, 10)))
                        .bytes());
        final String columns = write("a.conf", "kind = l2".getBytes(StandardCharsets.US_ASCII));

        refused(
                "--protocol mdp3 would have no effect: it says what captures carry, and " + dbn + " is of format dbn;"
                        + " leave it out",
                dbn,
                "--protocol",
                "mdp3");
        refused("--protocol mdp3 would", day, "--protocol", "mdp3");
        refused("--columns would have no effect: it says what the columns", capture, "--columns", columns);

        // Where one of the files is what it is for, or it is needless, but true.
        assertEquals(0, program.execute("feed", "inspect", dbn, capture, "--protocol", "itch50"), program::err);
        assertEquals(0, program.execute("feed", "inspect", day, "--protocol", "itch50"), program::err);
    }

    private void refused(final String text, final String... arguments) {
        for (final String command : List.of("inspect", "dump", "book")) {
            final List<String> all = new ArrayList<>(List.of("feed", command));
            all.addAll(List.of(arguments));

            assertEquals(2, program.execute(all.toArray(String[]::new)), command);
            assertTrue(program.err().startsWith("tiercel: " + text), program::err);
            assertEquals("", program.out());
        }
    }

    @Test
    void shouldStopAtWhatIsMalformedWhenAsked() throws IOException {
        final HandMadeItch itch = new HandMadeItch(3).day(3, 50);
        final byte[] whole = itch.file();
        final String file = write("torn.itch", java.util.Arrays.copyOf(whole, whole.length - 1));

        assertEquals(1, inspect(file).getInt("malformed"));
        assertEquals(2, program.execute("feed", "inspect", "--strict", file));
        assertTrue(
                program.err().contains("record " + itch.messages.size() + " at offset ")
                        && program.err().contains("the file ends within a message"),
                program::err);
        assertEquals("", program.out());
    }

    private static List<Integer> counts(final Config channel) {
        return List.of(
                channel.getInt("packets"),
                channel.getInt("messages"),
                channel.getInt("gaps"),
                channel.getInt("missing"),
                channel.getInt("late"));
    }

    private Config inspect(final String file) {
        assertEquals(0, program.execute("feed", "inspect", "--json", file), program::err);
        return program.json();
    }

    private static byte[] line(final int line, final byte[] packet) {
        return Frames.udp("10.0.0." + (1 + line), 5_000, "233.54.12." + (1 + line), 26_400, packet);
    }

    /** AdminHeartbeat12 of MDP 3.0 alone in its packet. */
    private static byte[] heartbeat(final int sequence, final long sentNs) {
        return ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sequence)
                .putLong(sentNs)
                .putShort((short) 10)
                .putShort((short) 0)
                .putShort((short) 12)
                .putShort((short) 1)
                .putShort((short) 9)
                .array();
    }

    private String write(final String name, final byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }
}
