package io.tiercel.engine.boot.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A journal's configuration, and the same with some keys changed: those that say what the core decides and what a
 * trade costs. The rest of a session has happened already.
 *
 * @param changes what differs, in rising order of the keys
 */
public record ChangedConfiguration(EngineConfiguration before, EngineConfiguration after, List<Change> changes) {
    private static final Set<String> ENGINE_LIMITS = Set.of(
            "maxInstruments",
            "maxBookOrders",
            "maxBookLevels",
            "maxOpenOrders",
            "maxClosedOrders",
            "maxParentOrders",
            "maxStrategies",
            "maxTimers",
            "maxOutputsPerInput",
            "orderAnswerTimeout",
            "feedStaleAfter");
    private static final Set<String> FEES = Set.of("makerFeeBasisPoints", "takerFeeBasisPoints");
    private static final String REMEDY = "what can be changed are strategies.NAME.enabled, .parameters and .risk, risk,"
            + " the engine's limits, and the fees of venues";

    /**
     * @param before null for a parameter that was not given
     */
    public record Change(String key, String before, String after) {}

    /**
     * @param resolved    every key of the journal's configuration
     * @param assignments {@code key=value}, each; an empty one changes nothing
     * @throws ConfigurationException when a key is unknown or cannot be changed afterwards, or a value is out of its
     * range
     */
    public static ChangedConfiguration of(final Map<String, String> resolved, final List<String> assignments) {
        final EngineConfiguration before = EngineConfiguration.fromResolved(resolved);
        final Problems problems = new Problems();
        final Settings settings = ConfigurationLoader.journaled(resolved, problems);
        final Settings wanted = new Settings();
        new Overrides(wanted, problems)
                .options(assignments.stream().filter(text -> !text.isBlank()).toList());
        for (final Setting setting : wanted.values()) {
            check(setting, settings, problems);
        }
        problems.throwIfAny();
        for (final Setting setting : wanted.values()) {
            inherit(setting, wanted, settings);
            settings.put(setting);
        }
        final EngineConfiguration after =
                ConfigurationLoader.build(new Resolver(settings, problems).resolve(), problems);
        return new ChangedConfiguration(before, after, changes(before.resolved(), after.resolved()));
    }

    private static void check(final Setting setting, final Settings journaled, final Problems problems) {
        final List<String> path = setting.segments();
        if (Keys.find(path) == null) {
            problems.add(
                    setting.where(), setting.shown() + " is not a known key; " + NearestKey.remedy(path, journaled));
            return;
        }
        final boolean named = path.get(0).equals("strategies") || path.get(0).equals("venues");
        if (named && !journaled.names(path.subList(0, 1)).contains(path.get(1))) {
            problems.add(
                    setting.where(),
                    setting.shown() + " names what the journal does not have; its " + path.get(0) + " are "
                            + String.join(", ", journaled.names(path.subList(0, 1))));
        } else if (!changeable(path)) {
            problems.add(setting.where(), setting.shown() + " changes nothing of a recorded session; " + REMEDY);
        }
    }

    private static boolean changeable(final List<String> path) {
        final String last = path.get(path.size() - 1);
        return switch (path.get(0)) {
            case "risk" -> true;
            case "strategies" -> !last.equals("class") && !last.equals("jar") || path.size() > 3;
            case "engine" -> path.size() == 2 && ENGINE_LIMITS.contains(last);
            case "venues" -> FEES.contains(last);
            default -> false;
        };
    }

    /** A strategy's limit that was the common one follows it, unless it is set itself. */
    private static void inherit(final Setting setting, final Settings wanted, final Settings settings) {
        if (!setting.segments().get(0).equals("risk")) {
            return;
        }
        final String limit = setting.segments().get(1);
        final String common = settings.get(setting.segments()).text();
        for (final String strategy : settings.names(List.of("strategies"))) {
            final List<String> path = List.of("strategies", strategy, "risk", limit);
            final Setting own = settings.get(path);
            if (wanted.get(path) == null && own != null && own.text().equals(common)) {
                settings.put(new Setting(path, setting.text(), false, setting.where()));
            }
        }
    }

    private static List<Change> changes(final SortedMap<String, String> before, final SortedMap<String, String> after) {
        final List<Change> changes = new ArrayList<>();
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                changes.add(new Change(key, before.get(key), value));
            }
        });
        return List.copyOf(changes);
    }
}
