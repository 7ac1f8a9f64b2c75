package io.tiercel.engine.boot.session;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Holds the string constants of all classes that the hot path may run, made before trading starts.
 *
 * <p>When the first method of a class is handed to the JIT, the JVM makes all string constants of that class, texts of
 * errors never met included, on the thread that runs the method: some kilobytes, hours after the start if the method is
 * a rare one. A constant whose text is interned already is only looked up. So all of them are interned ahead.
 */
public final class StringConstants {
    private static final List<String> PACKAGES = List.of(
            "io/tiercel/",
            "io/aeron/",
            "org/agrona/",
            "org/HdrHistogram/",
            "net/openhft/chronicle/",
            "net/openhft/affinity/",
            "java/lang/",
            "java/nio/",
            "java/util/",
            "jdk/internal/misc/",
            "jdk/internal/util/",
            "sun/nio/ch/");
    private static final String CLASS_FILE = ".class";
    private static final int MAGIC = 0xCAFEBABE;
    // The JVM itself holds interned strings weakly.
    private static final List<String> HELD = new ArrayList<>();
    private static boolean complete;

    private StringConstants() {}

    /** Begins on another thread; {@link #hold} then waits for it, and tries again if it failed. */
    static void begin() {
        final Thread thread = new Thread(StringConstants::hold, "tiercel-constants");
        thread.setDaemon(true);
        // hold() on the caller's thread meets the same failure, and says it.
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    /** Reads the classes once, within about a second. @return how many constants are held */
    public static synchronized int hold() {
        if (!complete) {
            try {
                for (final String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
                    read(Path.of(place));
                }
                readFolder(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"));
                complete = true;
            } catch (final IOException unreadable) {
                throw new EnvironmentException("the class path cannot be read: " + Causes.text(unreadable)
                        + "; is the distribution complete?");
            }
        }
        return HELD.size();
    }

    /** Of code that is not on the class path. */
    static synchronized void hold(final List<byte[]> classFiles) {
        try {
            for (final byte[] classFile : classFiles) {
                readClass(new ByteArrayInputStream(classFile));
            }
        } catch (final IOException damaged) {
            throw new IllegalStateException("these classes were checked before", damaged);
        }
    }

    private static void read(final Path place) throws IOException {
        if (Files.isDirectory(place)) {
            readFolder(place);
        } else if (Files.exists(place)) {
            try (JarFile jar = new JarFile(place.toFile(), false)) {
                for (final JarEntry entry : jar.stream().toList()) {
                    if (concerns(entry.getName())) {
                        readClass(jar.getInputStream(entry));
                    }
                }
            }
        }
    }

    private static void readFolder(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.toList()) {
                if (concerns(folder.relativize(file).toString())) {
                    readClass(Files.newInputStream(file));
                }
            }
        }
    }

    private static boolean concerns(final String name) {
        return name.endsWith(CLASS_FILE) && PACKAGES.stream().anyMatch(name::startsWith);
    }

    /** Java Virtual Machine Specification, 4.1 and 4.4: magic number, version, constants. */
    private static void readClass(final InputStream in) throws IOException {
        try (DataInputStream data = new DataInputStream(new BufferedInputStream(in))) {
            if (data.readInt() != MAGIC) {
                throw new IOException("a class file without its magic number");
            }
            data.readInt();
            final String[] texts = new String[data.readUnsignedShort()];
            final List<Integer> strings = new ArrayList<>();
            for (int i = 1; i < texts.length; i++) {
                final int tag = data.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = data.readUTF();
                    case 8 -> strings.add(data.readUnsignedShort());
                    case 7, 16, 19, 20 -> data.readUnsignedShort();
                    case 15 -> data.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> data.readInt();
                    case 5, 6 -> {
                        data.readLong();
                        // The specification gives these two places.
                        i++;
                    }
                    default -> throw new IOException("a class file with an unknown kind of constant, " + tag);
                }
            }
            strings.forEach(index -> HELD.add(texts[index].intern()));
        }
    }
}
