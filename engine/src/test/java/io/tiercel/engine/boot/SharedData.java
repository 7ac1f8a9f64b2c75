package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data beside the project; tests of it are skipped where it is absent. */
final class SharedData {
    private SharedData() {}

    static Path find(final String name) {
        Path found = null;
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path candidate = folder.resolve("shared").resolve("data").resolve(name);
            found = found == null && Files.exists(candidate) ? candidate : found;
        }
        assumeTrue(found != null, "skipped: there is no ../shared/data/" + name + " beside the project's root");
        return found;
    }
}
