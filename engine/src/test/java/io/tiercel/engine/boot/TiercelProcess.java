package io.tiercel.engine.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own; what it prints on standard error is waited for line by line. */
final class TiercelProcess implements AutoCloseable {
    private static final long TIMEOUT_S = 120;

    private final Process process;
    private final Path out;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    TiercelProcess(final Path folder, final String name, final String... arguments) {
        this(Tiercel.class, folder, name, arguments);
    }

    /** @param program whose main method is run */
    TiercelProcess(final Class<?> program, final Path folder, final String name, final String... arguments) {
        out = folder.resolve(name + ".out");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + options("jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-Daeron.dir=" + folder.resolve("aeron"),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        if (arguments[0].equals("status") || List.of(arguments).subList(0, 2).equals(List.of("journal", "snapshot"))) {
            // As scripts/tiercel does
            command.add(1, "@" + options("read-model.options"));
        }
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Thread reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Plays a file, and answers whoever asks, until it is stopped. */
    static TiercelProcess player(final Path folder, final String name, final Path file, final String... options) {
        final List<String> arguments = new ArrayList<>(List.of("feed", "play", file.toString(), "--linger", "1h"));
        arguments.addAll(List.of(options));
        return new TiercelProcess(folder, name, arguments.toArray(new String[0]));
    }

    private static Path options(final String name) {
        return Path.of("..", "config", name).toAbsolutePath();
    }

    private void read() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                seen.add(line);
                lines.add(line);
            }
        } catch (final IOException ended) {
            seen.add(ended.toString());
        }
    }

    /** Waits for a line that begins so and comes after those that were waited for before, whatever comes between. */
    void await(final String begin) throws InterruptedException {
        if (!says(begin, TIMEOUT_S)) {
            throw new AssertionError("no line \"" + begin + "\" came, but " + err());
        }
    }

    /** Whether such a line comes within that time. */
    boolean says(final String begin, final long seconds) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String line;
        do {
            line = lines.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (line != null && !line.startsWith(begin));
        return line != null;
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** The same this much later, wherever it is then. */
    void killAfter(final long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        kill();
    }

    /** As SIGTERM does. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end: " + err());
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() {
        return String.join("\n", seen);
    }

    static String[] freeChannels(final int count) throws IOException {
        final List<DatagramSocket> sockets = new ArrayList<>();
        final String[] channels = new String[count];
        for (int i = 0; i < count; i++) {
            final DatagramSocket socket =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sockets.add(socket);
            channels[i] = "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
        }
        sockets.forEach(DatagramSocket::close);
        return channels;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
