package io.tiercel.engine.boot.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.strategy.Strategy;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds jars as users do: compiled against the API's jar and the codecs', and nothing else. */
public final class UserJar {
    /** A strategy that does nothing. */
    public static final String IDLE = """
            package acme;
            public class Idle implements io.tiercel.engine.strategy.Strategy {
                public Idle(final io.tiercel.engine.strategy.StrategySetup setup) {
                    setup.instrument("instrument");
                }
            }
            """;

    private UserJar() {}

    /** Class files by internal name. */
    static TreeMap<String, byte[]> compile(final Path folder, final String... sources) {
        try {
            final Path classes = Files.createDirectories(folder.resolve("classes"));
            final Path sourceFolder = Files.createDirectories(folder.resolve("sources"));
            final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                final File[] written = new File[sources.length];
                for (int i = 0; i < sources.length; i++) {
                    final String name = sources[i].replaceAll("(?s).*?\\b(class|interface|enum) (\\w+).*", "$2");
                    written[i] = Files.writeString(sourceFolder.resolve(name + ".java"), sources[i])
                            .toFile();
                }
                final String classPath = place(Strategy.class) + File.pathSeparator + place(HotPath.class);
                final List<String> options =
                        List.of("--release", "17", "-g", "-nowarn", "-cp", classPath, "-d", classes.toString());
                assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(written))
                        .call());
            }
            return classFiles(classes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TreeMap<String, byte[]> classFiles(final Path classes) throws IOException {
        final TreeMap<String, byte[]> result = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(classes)) {
            for (final Path file : walk.filter(Files::isRegularFile).toList()) {
                final String name = classes.relativize(file).toString();
                if (name.endsWith(".class")) {
                    result.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
                }
            }
        }
        return result;
    }

    /** @param manifest keys and values in turn */
    static byte[] jar(final TreeMap<String, byte[]> classes, final String... manifest) {
        final Manifest head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < manifest.length; i += 2) {
            head.getMainAttributes().putValue(manifest[i], manifest[i + 1]);
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, head)) {
            for (final String name : classes.navigableKeySet()) {
                jar.putNextEntry(new JarEntry(name + ".class"));
                jar.write(classes.get(name));
                jar.closeEntry();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a jar of these sources. */
    public static Path write(final Path folder, final String name, final String... sources) {
        try {
            return Files.write(folder.resolve(name), jar(compile(folder.resolve("build-" + name), sources)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path place(final Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String lines(final String... lines) {
        return String.join("\n", Arrays.asList(lines)) + "\n";
    }
}
