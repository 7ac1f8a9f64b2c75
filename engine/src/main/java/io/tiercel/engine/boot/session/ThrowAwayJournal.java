package io.tiercel.engine.boot.session;

import io.tiercel.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** A journal that nothing is written to, so that its library is loaded while the configuration is still read. */
final class ThrowAwayJournal {
    private static final long BYTES = 4 << 20;

    private ThrowAwayJournal() {}

    static void make() {
        try {
            final Path folder = Files.createTempDirectory("tiercel-ahead-");
            try {
                Journals.create(folder.resolve("journal"), 0, 0, 1, BYTES, BYTES)
                        .close();
            } finally {
                IoUtil.delete(folder.toFile(), true);
            }
        } catch (final IOException failed) {
            throw new EnvironmentException("the folder for temporary files, " + System.getProperty("java.io.tmpdir")
                    + ", cannot be written: " + Causes.text(failed));
        }
    }
}
