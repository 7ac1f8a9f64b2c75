package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks settings against the table of keys and fills in what is not given: key to canonical text, complete. */
final class Resolver {
    /** Key and value together: they have to fit into one message. */
    static final int MAX_ITEM_BYTES = 480;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
    private static final Pattern SYMBOL = Pattern.compile("[!-~&&[^\",]]{1,24}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    private final Settings settings;
    private final Problems problems;
    private final SortedMap<String, ResolvedValue> resolved = new TreeMap<>();
    private final Set<String> badNames = new HashSet<>();

    Resolver(final Settings settings, final Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    SortedMap<String, ResolvedValue> resolve() {
        settings.sections().forEach(this::checkSection);
        settings.values().forEach(this::checkKnown);
        for (final Key key : Keys.all()) {
            KeyExpansion.of(key, settings).forEach(path -> resolve(key, path));
        }
        return resolved;
    }

    private void checkSection(final Setting section) {
        final List<String> path = section.segments();
        final boolean parent = path.size() == 1 || Keys.section(path.subList(0, path.size() - 1));
        if (!Keys.section(path) && parent) {
            final String problem = Keys.find(path) == null ? "is not a known section" : "is a section, not a value";
            problems.add(section.where(), section.key() + " " + problem + "; " + NearestKey.remedy(path, settings));
        }
    }

    private void checkKnown(final Setting setting) {
        final List<String> path = setting.segments();
        if (Keys.find(path) != null) {
            return;
        }
        if (Keys.section(path)) {
            problems.add(setting.where(), setting.shown() + " is a value for a section; write its keys in { }");
        } else if (path.size() == 1 || Keys.section(path.subList(0, path.size() - 1))) {
            problems.add(
                    setting.where(), setting.shown() + " is not a known key; " + NearestKey.remedy(path, settings));
        } else if (settings.whereSection(path.subList(0, path.size() - 1)).isEmpty()) {
            problems.add(
                    setting.where(), setting.shown() + " is not a known key; " + NearestKey.remedy(path, settings));
        }
    }

    private void resolve(final Key key, final List<String> path) {
        if (!checkNames(key, path)) {
            return;
        }
        final Setting setting = settings.get(path);
        if (setting != null) {
            given(key, setting);
        } else if (key.defaultFrom() != null) {
            final ResolvedValue source = resolved.get(ConfigUtil.joinPath(KeyExpansion.source(key, path)));
            if (source != null) {
                put(path, source.text(), "default from " + source.key());
            }
        } else if (key.defaultText() != null) {
            put(path, key.defaultText(), "default");
        } else if (key.required()) {
            problems.add(
                    whereMissing(path),
                    ConfigUtil.joinPath(path) + " is missing and has no default; give it a value ("
                            + (key.limits().isEmpty() ? key.type().title() : key.limits()) + ")");
        }
    }

    private String whereMissing(final List<String> path) {
        for (int length = path.size() - 1; length > 0; length--) {
            final String where = settings.whereSection(path.subList(0, length));
            if (!where.isEmpty()) {
                return where;
            }
        }
        return "configuration";
    }

    private void given(final Key key, final Setting setting) {
        if (setting.list() && key.type() != KeyType.FREE) {
            problems.add(setting.where(), setting.key() + " is a list; write one value");
            return;
        }
        try {
            put(setting.segments(), key.canonical(setting.text()), setting.where());
        } catch (final BadValueException e) {
            problems.add(setting.where(), setting.shown() + " " + e.getMessage());
        }
    }

    private void put(final List<String> path, final String text, final String origin) {
        final ResolvedValue value = new ResolvedValue(path, text, origin);
        final int bytes = utf8Length(value.key()) + utf8Length(text);
        if (bytes > MAX_ITEM_BYTES) {
            problems.add(
                    origin,
                    value.key() + " has " + bytes + " bytes with its value; at most " + MAX_ITEM_BYTES
                            + " fit into one message, shorten it");
        } else {
            resolved.put(value.key(), value);
        }
    }

    private boolean checkNames(final Key key, final List<String> path) {
        for (int i = 0; i < path.size(); i++) {
            final String placeholder = key.segments().get(i);
            final Pattern pattern = switch (placeholder) {
                case "NAME" -> NAME;
                case "SYMBOL" -> SYMBOL;
                case "PARAMETER" -> PARAMETER;
                default -> null;
            };
            if (pattern != null && !pattern.matcher(path.get(i)).matches()) {
                badName(path, i, placeholder);
                return false;
            }
        }
        return true;
    }

    /** Once per name, not once per key below it. */
    private void badName(final List<String> path, final int index, final String placeholder) {
        final List<String> named = path.subList(0, index + 1);
        if (!badNames.add(ConfigUtil.joinPath(named))) {
            return;
        }
        final String remedy = switch (placeholder) {
            case "NAME" -> "a name is a letter and at most 31 letters, digits, - or _";
            case "SYMBOL" -> "a symbol has 1 to 24 printable ASCII characters without space, comma and quotes";
            default -> "a parameter is a letter and at most 63 letters or digits";
        };
        final Setting setting = settings.get(path);
        problems.add(
                setting == null ? whereMissing(path) : setting.where(),
                Problems.quote(path.get(index)) + " cannot be used in " + key(path, index) + "; " + remedy);
    }

    private static String key(final List<String> path, final int length) {
        return ConfigUtil.joinPath(path.subList(0, length));
    }

    private static int utf8Length(final String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
