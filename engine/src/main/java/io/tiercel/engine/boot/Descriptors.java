package io.tiercel.engine.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this process may open enough files. Looked at before anything else: a class that cannot be loaded for want of
 * a descriptor is missing from then on, wherever that is.
 */
final class Descriptors {
    /** Classes, a journal, streams, a status, logs; and as many again. */
    private static final int LEAST = 256;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    private Descriptors() {}

    /** What is missing, or null; null also where the system does not say. */
    static String shortage() {
        try {
            return Files.isReadable(LIMITS) ? shortage(Files.readString(LIMITS)) : null;
        } catch (final IOException notSaid) {
            return "the process cannot read " + LIMITS + " (" + notSaid + "): allow it " + LEAST
                    + " open files at least, with ulimit -n or LimitNOFILE";
        }
    }

    /** @param limits as Linux prints them: name, soft limit, hard limit, unit */
    static String shortage(final String limits) {
        for (final String line : limits.split("\n")) {
            if (line.startsWith(LINE)) {
                final String soft = line.substring(LINE.length()).strip().split("\\s+")[0];
                return soft.equals("unlimited") || Long.parseLong(soft) >= LEAST
                        ? null
                        : "this process may open " + soft + " files, and needs " + LEAST
                                + ": raise the limit with ulimit -n, or LimitNOFILE of its service";
            }
        }
        return null;
    }
}
