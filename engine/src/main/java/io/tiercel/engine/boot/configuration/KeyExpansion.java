package io.tiercel.engine.boot.configuration;

import java.util.ArrayList;
import java.util.List;

/** The concrete paths of a key for the names that occur in given settings. */
final class KeyExpansion {
    private KeyExpansion() {}

    /** In rising order of the names. */
    static List<List<String>> of(final Key key, final Settings settings) {
        final List<List<String>> paths = new ArrayList<>();
        expand(key.segments(), 0, new ArrayList<>(), settings, paths);
        return paths;
    }

    /** The path of the key that {@code concrete} takes its default from: the same names in the same places. */
    static List<String> source(final Key key, final List<String> concrete) {
        final List<String> source = new ArrayList<>();
        final String[] pattern = key.defaultFrom().split("\\.");
        for (int i = 0; i < pattern.length; i++) {
            source.add(Key.isPlaceholder(pattern[i]) ? concrete.get(i) : pattern[i]);
        }
        return source;
    }

    private static void expand(
            final List<String> pattern,
            final int index,
            final List<String> path,
            final Settings settings,
            final List<List<String>> paths) {
        if (index == pattern.size()) {
            paths.add(List.copyOf(path));
            return;
        }
        if (!Key.isPlaceholder(pattern.get(index))) {
            path.add(pattern.get(index));
            expand(pattern, index + 1, path, settings, paths);
            path.remove(path.size() - 1);
            return;
        }
        for (final String name : settings.names(path)) {
            path.add(name);
            expand(pattern, index + 1, path, settings, paths);
            path.remove(path.size() - 1);
        }
    }
}
