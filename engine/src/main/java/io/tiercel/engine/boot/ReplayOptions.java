package io.tiercel.engine.boot;

import java.nio.file.Path;

/**
 * What {@code replay} was asked for.
 *
 * @param journal the journal's folder
 * @param verify  every output is compared with the recorded one
 * @param json    one JSON object on standard output and nothing else
 */
public record ReplayOptions(Path journal, boolean verify, boolean json) {}
