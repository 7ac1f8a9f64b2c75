package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.strategies.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own strategy, from its jar to the replay of what it did. */
final class UserStrategyRunTest {
    /** Buys until it holds something. */
    private static final String BUYER = """
            package acme;
            import io.tiercel.codecs.types.Side;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.strategy.*;
            public class Buyer implements Strategy {
                private final StrategyContext context;
                private final LongParameter size;
                private long nextNs;
                public Buyer(final StrategySetup setup) {
                    context = setup.context();
                    size = setup.quantity("size", setup.instrument("instrument"), "100", "1", "1000");
                }
                @Override public void onBook(final Book book) {
                    if (context.position(book.instrumentId()) == 0 && book.tradable() && context.timeNs() > nextNs) {
                        nextNs = context.timeNs() + 100_000_000;
                        context.orders().take(book.instrumentId(), Side.BUY, book.askPriceNanos(), size.value());
                    }
                }
            }
            """;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private Path jar;
    private Path configuration;
    private Path journal;

    @BeforeEach
    void write() throws IOException {
        jar = UserJar.write(temporary, "buyer.jar", BUYER);
        journal = temporary.resolve("journal");
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        Files.copy(shipped.resolve("tiercel.conf"), temporary.resolve("tiercel.conf"));
        final Path reference = Files.createDirectory(temporary.resolve("reference"));
        for (final String name : new String[] {"instruments.csv", "ticks.csv", "calendar.csv", "positions.csv"}) {
            Files.copy(shipped.resolve("reference").resolve(name), reference.resolve(name));
        }
        configuration = Files.writeString(temporary.resolve("own.conf"), """
                include "tiercel.conf"
                strategies.own { jar = buyer.jar, class = acme.Buyer, parameters { instrument = KESTREL } }
                """);
    }

    @Test
    void shouldReplayFromTheJarInTheJournal() throws IOException {
        assertEquals(0, run(), program::err);
        final String digest = program.json().getString("digest");
        assertTrue(
                program.json().getConfigList("positions").stream()
                        .anyMatch(position -> position.getString("strategy").equals("own")),
                program::out);
        // Another jar lies where it was: the replay must not look at it.
        Files.write(jar, Files.readAllBytes(UserJar.write(temporary, "idle.jar", UserJar.IDLE)));
        Files.delete(configuration);

        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"), program::err);

        assertTrue(program.json().getBoolean("equal"));
        assertEquals(digest, program.json().getString("digest"));
        Files.delete(jar);
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    @Test
    void shouldNameTheJarsHashInTheStrategysDefinition() {
        assertEquals(0, run(), program::err);

        assertEquals(0, program.execute("journal", "dump", journal.toString(), "--jsonl"), program::err);

        assertTrue(program.out().matches("(?s).*\"className\":\"acme\\.Buyer@[0-9a-f]{16}\".*"));
        assertTrue(program.out().contains("\"name\":\"strategies/buyer.jar\""));
    }

    @Test
    void shouldRefuseAJarBeforeAnythingRuns() throws IOException {
        UserJar.write(temporary, "buyer.jar", BUYER.replace("+ 100_000_000;", "+ (long) Math.random();"));

        assertEquals(2, run());

        assertTrue(
                program.err()
                        .contains("own.conf:2: strategies.own.jar = \"" + jar + "\": acme.Buyer.onBook:15: calls"
                                + " Math.random(); use new Random(seed from a parameter)"),
                program::err);
        assertFalse(Files.exists(journal));
        assertEquals(2, program.execute("config", "check", "--config", configuration.toString()));
        assertTrue(program.err().contains("calls Math.random()"), program::err);
    }

    @Test
    void shouldSayThatTheJarIsMissing() throws IOException {
        Files.delete(jar);

        assertEquals(2, run());

        assertTrue(program.err().contains("there is no such file; build it, or correct the path"), program::err);
    }

    private int run() {
        return program.execute(Program.virtualRun(configuration, journal, 7));
    }
}
