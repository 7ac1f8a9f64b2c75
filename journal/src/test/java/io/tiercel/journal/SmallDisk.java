package io.tiercel.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of a few megabytes, in memory; only root can make one. */
public final class SmallDisk implements AutoCloseable {
    private static final String FILLER = "filler";

    private final Path folder;

    /** Skips the test where a disk cannot be mounted. */
    public SmallDisk(final Path folder, final int mebibytes) throws IOException {
        this.folder = Files.createDirectory(folder);
        final String refused = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        assumeTrue(refused.isEmpty(), () -> "skipped: a test disk cannot be mounted here (root can): " + refused);
    }

    public Path folder() {
        return folder;
    }

    /** Another program takes what is left. */
    public void fill() throws IOException {
        final byte[] bytes = new byte[4 << 10];
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(FILLER).toFile(), "rw")) {
            file.seek(file.length());
            while (true) {
                file.write(bytes);
            }
        } catch (final IOException full) {
            if (!Files.exists(folder.resolve(FILLER))) {
                throw full;
            }
        }
    }

    /** An operator frees room. */
    public void free() throws IOException {
        Files.delete(folder.resolve(FILLER));
    }

    @Override
    public void close() throws IOException {
        final String left = run("umount", folder.toString());
        if (!left.isEmpty()) {
            // Of what is still mapped the kernel lets go when it is not any more.
            run("umount", "--lazy", folder.toString());
        }
    }

    /** What it says when it fails, else nothing. */
    private static String run(final String... command) throws IOException {
        try {
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? ""
                    : command[0] + ": " + (said.isEmpty() ? "failed" : said);
        } catch (final IOException notThere) {
            return notThere.getMessage();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
