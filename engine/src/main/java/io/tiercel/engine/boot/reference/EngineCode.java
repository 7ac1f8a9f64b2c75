package io.tiercel.engine.boot.reference;

import io.tiercel.codecs.Digest;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which code runs: its version, and the SHA-256 over the jars of codecs, journal, strategy API and engine. */
public final class EngineCode {
    private static final String UNPACKAGED = "unpackaged";

    private final String version;
    private final byte[] sha256;

    EngineCode(final String version, final byte[] sha256) {
        this.version = version;
        this.sha256 = sha256.clone();
    }

    /** The code of this process. Reads its jars, or its folders of classes when it is not packaged. */
    public static EngineCode running() {
        final MessageDigest digest = digest();
        for (final Class<?> inside : List.of(Digest.class, Stream.class, Strategy.class, EngineCode.class)) {
            digest.update(hash(source(inside)));
        }
        return new EngineCode(runningVersion(), digest.digest());
    }

    /** The version of this process's code, or a word that it does not come from a jar. */
    public static String runningVersion() {
        final String version = EngineCode.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKAGED : version;
    }

    public String version() {
        return version;
    }

    public byte[] sha256() {
        return sha256.clone();
    }

    static byte[] sha256(final byte[] bytes) {
        return digest().digest(bytes);
    }

    /** Of a file its bytes; of a folder names and hashes of what is below it, in rising order. */
    static byte[] hash(final Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return sha256(Files.readAllBytes(path));
            }
            final List<Path> files;
            try (java.util.stream.Stream<Path> walk = Files.walk(path)) {
                files = walk.filter(Files::isRegularFile).collect(Collectors.toList());
            }
            final String[] names = new String[files.size()];
            Arrays.setAll(names, i -> path.relativize(files.get(i)).toString().replace('\\', '/'));
            Arrays.sort(names);
            final MessageDigest digest = digest();
            for (final String name : names) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(hash(path.resolve(name)));
            }
            return digest.digest();
        } catch (final IOException e) {
            throw new UncheckedIOException(path + " cannot be read to identify the code; check its permissions", e);
        }
    }

    private static Path source(final Class<?> inside) {
        try {
            return Path.of(
                    inside.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(inside.getName() + " does not come from a file", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java has", e);
        }
    }
}
