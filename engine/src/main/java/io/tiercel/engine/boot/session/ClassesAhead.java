package io.tiercel.engine.boot.session;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.journal.JournalWriter;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Does before trading starts what the JVM would otherwise do in the midst of it, on the thread that trades, for classes
 * that the hot path may run.
 *
 * <ul>
 *   <li>When the first method of a class is handed to the JIT, the JVM makes all string constants of that class, texts
 *       of errors never met included: some kilobytes, hours after the start if the method is a rare one. A constant
 *       whose text is interned already is only looked up. So all of them are interned, and held.
 *   <li>A class is loaded when it is first needed, also some kilobytes and up to milliseconds: at the first cancel, the
 *       first refusal. So the engine's own are loaded.
 * </ul>
 */
public final class ClassesAhead {
    private static final List<String> TREES = List.of(
            "io/tiercel/",
            "io/aeron/",
            "org/agrona/",
            "org/HdrHistogram/",
            "net/openhft/chronicle/",
            "net/openhft/affinity/");
    /** Of the read model, which no engine writes or reads. */
    private static final List<String> OF_OTHER_PROGRAMS = List.of(
            "net/openhft/chronicle/algo/",
            "net/openhft/chronicle/hash/",
            "net/openhft/chronicle/map/",
            "net/openhft/chronicle/set/",
            "net/openhft/chronicle/values/",
            "io/tiercel/journal/readmodel/",
            "io/tiercel/engine/observe/readmodel/");
    /** Without those below them. */
    private static final List<String> JDK_PACKAGES = List.of(
            "java/lang",
            "java/lang/invoke",
            "java/lang/ref",
            "java/nio",
            "java/util",
            "java/util/concurrent",
            "java/util/concurrent/atomic",
            "java/util/concurrent/locks",
            "jdk/internal/misc",
            "jdk/internal/util",
            "sun/nio/ch");

    private static final List<String> LOADED = List.of(
            "io/tiercel/codecs/",
            "io/tiercel/journal/",
            "io/tiercel/engine/state/",
            "io/tiercel/engine/reference/",
            "io/tiercel/engine/book/",
            "io/tiercel/engine/signal/",
            "io/tiercel/engine/strategy/",
            "io/tiercel/engine/route/",
            "io/tiercel/engine/risk/",
            "io/tiercel/engine/order/",
            "io/tiercel/engine/core/",
            "io/tiercel/engine/pipeline/",
            "io/tiercel/engine/ingress/",
            "io/tiercel/engine/venue/",
            "io/tiercel/engine/observe/");
    /** One of each jar that is the engine's own. */
    private static final List<Class<?>> OF_OWN_JARS =
            List.of(MessageHeaderDecoder.class, JournalWriter.class, Strategy.class, ClassesAhead.class);

    private static final String CLASS_FILE = ".class";
    private static final int MAGIC = 0xCAFEBABE;
    /** Behind magic number and version. */
    private static final int CONSTANTS = 8;

    /** What the decoder makes of any other byte. */
    private static final char NOT_ASCII = '\uFFFD';

    // The JVM itself holds interned strings weakly.
    private static final List<String> HELD = new ArrayList<>();
    private static boolean complete;

    private ClassesAhead() {}

    /**
     * Begins on another thread; {@link #hold} then waits for it, and tries again if it failed. The journal's library
     * comes first: it takes longest, and is needed first.
     */
    public static void begin() {
        final Thread thread = new Thread(
                () -> {
                    ThrowAwayJournal.make();
                    hold();
                },
                "tiercel-classes");
        thread.setDaemon(true);
        // Who makes the run's own journal, or calls hold(), meets the same failure, and says it.
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    /** Reads the classes once, within about a second. @return how many string constants are held */
    public static synchronized int hold() {
        if (!complete) {
            try {
                for (final String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
                    read(Path.of(place));
                }
                final Path jdk = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
                for (final String name : JDK_PACKAGES) {
                    readPackage(jdk.resolve(name));
                }
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

    private static boolean own(final Path place) throws IOException {
        for (final Class<?> one : OF_OWN_JARS) {
            final CodeSource source = one.getProtectionDomain().getCodeSource();
            if (Files.isSameFile(Path.of(URI.create(source.getLocation().toString())), place)) {
                return true;
            }
        }
        return false;
    }

    private static void read(final Path place) throws IOException {
        if (Files.isDirectory(place)) {
            readFolder(place, own(place));
        } else if (Files.exists(place)) {
            final boolean own = own(place);
            try (JarFile jar = new JarFile(place.toFile(), false)) {
                for (final JarEntry entry : jar.stream().toList()) {
                    if (concerns(entry.getName())) {
                        readClass(jar.getInputStream(entry));
                        if (own) {
                            load(entry.getName());
                        }
                    }
                }
            }
        }
    }

    private static void readFolder(final Path folder, final boolean own) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.toList()) {
                final String name = folder.relativize(file).toString();
                if (concerns(name)) {
                    readClass(Files.newInputStream(file));
                    if (own) {
                        load(name);
                    }
                }
            }
        }
    }

    private static void readPackage(final Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CLASS_FILE)) {
            for (final Path file : files) {
                readClass(Files.newInputStream(file));
            }
        }
    }

    private static boolean concerns(final String name) {
        return name.endsWith(CLASS_FILE)
                && TREES.stream().anyMatch(name::startsWith)
                && OF_OTHER_PROGRAMS.stream().noneMatch(name::startsWith);
    }

    private static void load(final String name) {
        if (LOADED.stream().anyMatch(name::startsWith)) {
            final String className =
                    name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.');
            try {
                Class.forName(className);
            } catch (final ClassNotFoundException gone) {
                throw new EnvironmentException(
                        "class " + className + " was on the class path, and is not any more: do not replace the"
                                + " distribution while it starts");
            }
        }
    }

    /**
     * Java Virtual Machine Specification, 4.1 and 4.4: magic number, version, constants. Few of the texts are string
     * constants, so only those are decoded: this runs before the JVM has compiled anything.
     */
    private static void readClass(final InputStream in) throws IOException {
        final byte[] bytes;
        try (in) {
            bytes = in.readAllBytes();
        }
        final ByteBuffer data = ByteBuffer.wrap(bytes);
        try {
            if (data.getInt(0) != MAGIC) {
                throw new IOException("a class file without its magic number");
            }
            data.position(CONSTANTS);
            final int[] positions = new int[data.getShort() & 0xFFFF];
            final int[] strings = new int[positions.length];
            final int count = findStrings(data, positions, strings);
            for (int i = 0; i < count; i++) {
                HELD.add(text(bytes, positions[strings[i]]).intern());
            }
        } catch (final IndexOutOfBoundsException | BufferUnderflowException torn) {
            throw new IOException("a class file that ends within its constants", torn);
        }
    }

    /** Nearly all are plain ASCII, which is decoded at once; in others the format is its own kind of UTF-8. */
    private static String text(final byte[] bytes, final int at) throws IOException {
        final int length = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        final String ascii = new String(bytes, at + 2, length, StandardCharsets.US_ASCII);
        return ascii.indexOf(NOT_ASCII) < 0
                ? ascii
                : new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at)).readUTF();
    }

    /**
     * @param positions takes where each text begins
     * @param strings   takes which texts are string constants
     * @return how many those are
     */
    private static int findStrings(final ByteBuffer data, final int[] positions, final int[] strings)
            throws IOException {
        int count = 0;
        for (int i = 1; i < positions.length; i++) {
            final int tag = data.get();
            switch (tag) {
                case 1 -> {
                    positions[i] = data.position();
                    skip(data, data.getShort() & 0xFFFF);
                }
                case 8 -> strings[count++] = data.getShort() & 0xFFFF;
                case 7, 16, 19, 20 -> skip(data, 2);
                case 15 -> skip(data, 3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(data, 4);
                case 5, 6 -> {
                    skip(data, 8);
                    // The specification gives these two places.
                    i++;
                }
                default -> throw new IOException("a class file with an unknown kind of constant, " + tag);
            }
        }
        return count;
    }

    private static void skip(final ByteBuffer data, final int count) {
        if (count > data.remaining()) {
            throw new BufferUnderflowException();
        }
        data.position(data.position() + count);
    }
}
