package io.tiercel.engine.boot.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class StrategyJarTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeAStrategyInAClassLoaderOfItsOwn() {
        final Path file = UserJar.write(folder, "idle.jar", UserJar.IDLE);

        final Strategy first = make(StrategyJar.read(file));
        final Strategy second = make(StrategyJar.read(file));

        assertEquals("acme.Idle", first.getClass().getName());
        assertNotSame(first.getClass(), second.getClass());
        assertThrows(
                ClassNotFoundException.class,
                () -> first.getClass().getClassLoader().loadClass("io.tiercel.engine.core.TradingCore"));
        assertThrows(
                ClassNotFoundException.class,
                () -> first.getClass().getClassLoader().loadClass("org.agrona.DirectBuffer"));
    }

    @Test
    void shouldCheckAssertionsWhateverTheFlags() {
        final String asserting =
                UserJar.IDLE.replace("setup.instrument", "assert false : \"checked\"; setup.instrument");
        final Path file = UserJar.write(folder, "asserting.jar", asserting);

        final AssertionError error = assertThrows(AssertionError.class, () -> make(StrategyJar.read(file)));

        assertEquals("checked", error.getMessage());
    }

    @Test
    void shouldNotInitialiseAClassBeforeAllAreChecked() {
        final Path file = UserJar.write(
                folder,
                "bad.jar",
                "package acme; class First { static { System.exit(3); } }",
                "package acme; class Second { long y() { return System.nanoTime(); } }");

        assertEquals(
                "acme.First.<clinit>:1: calls System.exit(int); a strategy asks nothing of the host: pass values as"
                        + " parameters\nacme.Second.y:1: calls System.nanoTime(); take the time from context.timeNs()",
                refusal(() -> StrategyJar.read(file)));
    }

    @Test
    void shouldExplainWhatIsNoJar() throws IOException {
        final Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");

        assertEquals(
                "there is no such file; build it, or correct the path",
                refusal(() -> StrategyJar.read(folder.resolve("missing.jar"))));
        assertEquals("is a folder; name the jar in it", refusal(() -> StrategyJar.read(folder)));
        assertEquals(
                "is not a jar, or an empty one; name the jar that the build makes",
                refusal(() -> StrategyJar.read(text)));
    }

    @Test
    void shouldExplainWhatIsNoStrategy() {
        final StrategyJar jar = StrategyJar.read(UserJar.write(
                folder,
                "several.jar",
                UserJar.IDLE,
                "package acme; public class Plain { }",
                "package acme; class Hidden implements io.tiercel.engine.strategy.Strategy { }",
                "package acme; public class Bare implements io.tiercel.engine.strategy.Strategy { }"));

        assertEquals(
                "holds no class acme.Idol; strategies in it are acme.Bare, acme.Idle",
                refusal(() -> jar.factory("acme.Idol")));
        assertEquals(
                "class acme.Plain does not implement io.tiercel.engine.strategy.Strategy; name one that does",
                refusal(() -> jar.factory("acme.Plain")));
        assertEquals(
                "class acme.Hidden is not public, or abstract; make it a public class",
                refusal(() -> jar.factory("acme.Hidden")));
        assertEquals(
                "class acme.Bare has no public constructor that takes a StrategySetup and nothing else; give it one",
                refusal(() -> jar.factory("acme.Bare")));
    }

    @Test
    void shouldRefuseClassesOfANewerJava() {
        final TreeMap<String, byte[]> classes = UserJar.compile(folder, UserJar.IDLE);
        classes.get("acme/Idle")[7] = (byte) (44 + 99);
        final String java = String.valueOf(Runtime.version().feature());

        assertEquals(
                "acme.Idle: was built for Java 99, and this is Java " + java + "; build it with"
                        + " <maven.compiler.release>" + java
                        + "</maven.compiler.release>, or run the engine on that Java (JAVA_HOME)",
                refusal(() -> StrategyJar.of("x.jar", UserJar.jar(classes))));
    }

    @Test
    void shouldRefuseAnotherVersionOfTheApi() {
        final TreeMap<String, byte[]> classes = UserJar.compile(folder, UserJar.IDLE);

        assertEquals(
                "was built for version 2 of the strategy API, and this engine has version 1; build it against this"
                        + " engine's API, then set Tiercel-Strategy-Api in its manifest to 1",
                refusal(() -> StrategyJar.of("x.jar", UserJar.jar(classes, "Tiercel-Strategy-Api", "2"))));
        make(StrategyJar.of("x.jar", UserJar.jar(classes, "Tiercel-Strategy-Api", "1")));
    }

    @Test
    void shouldRefuseTheEnginesOwnNames() {
        final TreeMap<String, byte[]> classes = UserJar.compile(folder, UserJar.IDLE);
        classes.put("io/tiercel/engine/strategy/Strategy", classes.get("acme/Idle"));

        assertTrue(refusal(() -> StrategyJar.of("x.jar", UserJar.jar(classes)))
                .startsWith("holds io.tiercel.engine.strategy.Strategy, and that name belongs to Java or the engine;"));
    }

    private static Strategy make(final StrategyJar jar) {
        return jar.factory("acme.Idle")
                .create(new FakeSetup(
                        new FakeContext(), Map.of("instrument", "ACME"), FakeBook.instrument(7, "ACME", 0, 10)));
    }

    private static String refusal(final Executable refused) {
        return assertThrows(StrategyJarException.class, refused).getMessage().replace(System.lineSeparator(), "\n");
    }
}
