package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All values that were given, by key in rising order, and the sections that were opened. A later value wins. */
final class Settings {
    private final SortedMap<String, Setting> byKey = new TreeMap<>();
    private final SortedMap<String, Setting> sections = new TreeMap<>();

    void put(final Setting setting) {
        byKey.put(setting.key(), setting);
    }

    /** A section can be there without a value in it: a name is one already. */
    void putSection(final List<String> segments, final String where) {
        final Setting section = new Setting(List.copyOf(segments), "", false, where);
        sections.putIfAbsent(section.key(), section);
    }

    Setting get(final List<String> segments) {
        return byKey.get(ConfigUtil.joinPath(segments));
    }

    Collection<Setting> values() {
        return byKey.values();
    }

    Collection<Setting> sections() {
        return sections.values();
    }

    /** Where the section was opened, or empty. */
    String whereSection(final List<String> segments) {
        final Setting section = sections.get(ConfigUtil.joinPath(segments));
        return section == null ? "" : section.where();
    }

    /** The names right below a section, in rising order. */
    SortedSet<String> names(final List<String> section) {
        final SortedSet<String> names = new TreeSet<>();
        addNames(section, byKey.values(), names);
        addNames(section, sections.values(), names);
        return names;
    }

    private static void addNames(
            final List<String> section, final Collection<Setting> settings, final SortedSet<String> names) {
        for (final Setting setting : settings) {
            final List<String> path = setting.segments();
            if (path.size() > section.size() && path.subList(0, section.size()).equals(section)) {
                names.add(path.get(section.size()));
            }
        }
    }
}
