package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real packets of MDP 3.0, through the commands that read captures. */
final class FeedMdp3Test {
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
