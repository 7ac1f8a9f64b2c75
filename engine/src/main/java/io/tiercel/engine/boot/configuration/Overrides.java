package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stands above the file: environment variables, and above them the command line. */
final class Overrides {
    private final Settings settings;
    private final Problems problems;

    Overrides(final Settings settings, final Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * Variables named after a section ({@code TIERCEL_ENGINE_…}) must name a key; other ones are left alone. Names of
     * venues, instruments, strategies and parameters must occur in the file: a variable's name cannot tell how they
     * are written.
     */
    void environment(final Map<String, String> environment) {
        final SortedMap<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith("TIERCEL_"));
        if (ours.isEmpty()) {
            return;
        }
        final Map<String, List<List<String>>> byVariable = new TreeMap<>();
        final TreeSet<String> sections = new TreeSet<>();
        for (final Key key : Keys.all()) {
            sections.add(Key.environmentName(key.segments().subList(0, 1)) + "_");
            for (final List<String> path : KeyExpansion.of(key, settings)) {
                byVariable
                        .computeIfAbsent(Key.environmentName(path), name -> new ArrayList<>())
                        .add(path);
            }
        }
        for (final Map.Entry<String, String> variable : ours.entrySet()) {
            final String name = variable.getKey();
            if (sections.stream().anyMatch(name::startsWith)) {
                apply(name, variable.getValue(), byVariable);
            }
        }
    }

    private void apply(final String name, final String value, final Map<String, List<List<String>>> byVariable) {
        final String where = "environment variable " + name;
        final List<List<String>> paths = byVariable.getOrDefault(name, List.of());
        if (paths.size() == 1) {
            settings.put(new Setting(paths.get(0), value, false, where));
        } else if (paths.isEmpty()) {
            final String nearest = NearestKey.of(name, byVariable.keySet());
            problems.add(
                    where,
                    "names no key of this configuration; "
                            + (nearest == null ? "unset it" : "write " + nearest + " or unset it"));
        } else {
            problems.add(
                    where,
                    "names both " + ConfigUtil.joinPath(paths.get(0)) + " and " + ConfigUtil.joinPath(paths.get(1))
                            + "; unset it and use --set");
        }
    }

    /** Texts of the form {@code key=value}. */
    void options(final List<String> assignments) {
        for (final String assignment : assignments) {
            final int equals = assignment.indexOf('=');
            if (equals <= 0) {
                problems.add("--set " + Problems.quote(assignment), "has no key and value; write --set key=value");
                continue;
            }
            final String key = assignment.substring(0, equals).trim();
            try {
                settings.put(new Setting(
                        ConfigUtil.splitPath(key),
                        assignment.substring(equals + 1).trim(),
                        false,
                        "--set"));
            } catch (final ConfigException e) {
                problems.add("--set " + Problems.quote(key), "is not a key; write names with dots between them");
            }
        }
    }

    /** The seed of the first built-in market by name; the others count on from it, so that no two are alike. */
    void seed(final long seed) {
        long next = seed;
        for (final String venue : settings.names(List.of("venues"))) {
            settings.put(new Setting(List.of("venues", venue, "seed"), Long.toString(next++), false, "--seed"));
        }
    }
}
