package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a user: a new project, built offline, run on the built-in market, replayed without the project. */
final class NewStrategyTest {
    private static final Path SHIPPED = Path.of("..", "config", "tiercel.conf");

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldBuildRunAndReplay() throws IOException, InterruptedException {
        final Path project = temporary.resolve("project");
        final Path journal = temporary.resolve("journal");
        assertEquals(0, create("mean-reversion", project), program::err);

        final Path log = temporary.resolve("mvn.log");
        final Process build = new ProcessBuilder("mvn", "-o", "-B", "package", "-Dmaven.repo.local=" + repository())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(build.waitFor(4, TimeUnit.MINUTES));
        assertEquals(0, build.exitValue(), Files.readString(log));
        assertTrue(Files.readString(log).contains("Tests run: 1, Failures: 0"), Files.readString(log));

        final Path configuration = project.resolve("config/mean-reversion.conf");
        assertEquals(
                0,
                program.execute(
                        "run",
                        "--virtual",
                        "--duration",
                        "10s",
                        "--json",
                        "--journal",
                        journal.toString(),
                        "--config",
                        configuration.toString()),
                program::err);
        assertTrue(program.json().getLong("fills") > 0, program::out);
        final String digest = program.json().getString("digest");
        try (Stream<Path> files = Files.walk(project)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"), program::err);

        assertTrue(program.json().getBoolean("equal"));
        assertEquals(digest, program.json().getString("digest"));
    }

    @Test
    void shouldWriteRunConfigurationsWithTheOneFileOfFlags() throws Exception {
        final Path project = temporary.resolve("project");
        assertEquals(0, create("Breakout", project), program::err);

        final String flags = "/config/jvm.options";
        for (final String title : new String[] {"virtual time", "live"}) {
            final Path file = project.resolve(".run")
                    .resolve("Breakout " + (title.equals("live") ? "" : "on ") + title + ".run.xml");
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            assertTrue(Files.readString(file).contains(flags));
        }
        assertEquals(
                2,
                ConfigFactory.parseFile(project.resolve(".vscode/launch.json").toFile())
                        .getConfigList("configurations")
                        .size());
        assertTrue(Files.readString(project.resolve(".vscode/launch.json")).contains(flags));
        assertTrue(Files.isExecutable(project.resolve("run")));
        try (Stream<Path> files = Files.walk(project)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).matches("(?s).*@[a-z.]+@.*"), file.toString());
            }
        }
    }

    @Test
    void shouldRefuseAFolderThatIsNotEmpty() throws IOException {
        Files.writeString(temporary.resolve("mine.txt"), "mine");

        assertEquals(2, create("Breakout", temporary));

        assertEquals(
                "tiercel: " + temporary
                        + " exists and is not empty; name another by --directory; see tiercel new strategy --help\n",
                program.err());
    }

    @Test
    void shouldSayThatItCannotWrite() throws IOException {
        final Path file = Files.writeString(temporary.resolve("mine.txt"), "mine");

        assertEquals(3, create("Breakout", file.resolve("project")));

        assertTrue(
                program.err()
                        .matches("tiercel: cannot write .*mine.txt/project: .*; check its permissions and the disk's"
                                + " room, or name another by --directory\n"),
                program::err);
    }

    @Test
    void shouldRefuseNamesThatAreNone() {
        for (final String name : new String[] {"1st", "a_b", "-x", "a--b", "Book", "Ä", "x/y"}) {
            final Path project = temporary.resolve("project");
            assertEquals(2, program.execute("new", "strategy", "--directory", project.toString(), "--", name), name);
            assertTrue(program.err().contains("NAME \"" + name + "\": "), program::err);
            assertFalse(Files.exists(project));
        }
        assertEquals(2, program.execute("new", "strategy", "Breakout", "--package", "io.tiercel.engine"));
        assertTrue(program.err().contains("write a Java package of your own"), program::err);
    }

    private int create(final String name, final Path project) {
        return program.execute(
                "new",
                "strategy",
                name,
                "--directory",
                project.toString(),
                "--package",
                "com.acme",
                "--repository",
                repository(),
                "--config",
                SHIPPED.toString());
    }

    /** The one of the build that runs this test: Surefire says where it is. */
    private static String repository() {
        return System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    }
}
