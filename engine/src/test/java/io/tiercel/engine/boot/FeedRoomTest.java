package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.mdp3.PlayedMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books by order of MDP 3.0 that files have more orders for than there is room. */
final class FeedRoomTest {
    private static final String REMEDY = " give more with --max-orders";

    @TempDir
    private Path folder;

    private final Program program = new Program();
    private String capture;

    @BeforeEach
    void write() throws IOException {
        capture = new PlayedMarket(45, 150_050_000_000L, 5_000)
                .write(folder.resolve("day.pcap"))
                .toString();
    }

    @Test
    void shouldSayAtAnImportWhichOrdersFindNoRoom() {
        assertEquals(0, imported("whole"), program::err);
        assertEquals(0, program.json().getLong("ordersLeftOut"));
        assertFalse(program.err().contains(REMEDY), program::err);

        assertEquals(0, imported("small", "--max-orders", "2"), program::err);
        assertTrue(program.json().getLong("ordersLeftOut") > 0, program::out);
        assertTrue(program.err().contains(" orders found no room in their books, which then wait"), program::err);
        assertTrue(program.err().contains(REMEDY), program::err);
        assertEquals(
                0, program.execute("replay", "--verify", folder.resolve("small").toString()), program::err);
    }

    @Test
    void shouldSayTheSameOfBooks() {
        assertEquals(0, program.execute("feed", "book", capture, "--json", "--max-orders", "2"), program::err);

        assertTrue(program.json().getLong("ordersLeftOut") > 0, program::out);
        assertTrue(program.err().contains(REMEDY), program::err);
    }

    @Test
    void shouldRefuseRoomThatCannotBe() {
        assertEquals(2, imported("none", "--max-orders", "0"));
        assertTrue(program.err().contains("--max-orders 0 is not within 1 and 1048576"), program::err);
        assertEquals(2, imported("none", "--max-orders", "1048577"));
        assertEquals(2, program.execute("feed", "play", capture, "--to", "127.0.0.1:9", "--max-orders", "5"));
        assertTrue(program.err().contains("--max-orders is for --feed, where books are made; leave it out"));
    }

    private int imported(final String journal, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "import", capture, "--json", "--journal"));
        all.add(folder.resolve(journal).toString());
        all.addAll(List.of("--set", "journal.blockBytes=1MiB"));
        all.addAll(List.of(arguments));
        return program.execute(all.toArray(new String[0]));
    }
}
