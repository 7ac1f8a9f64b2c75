package io.tiercel.engine.boot.configuration;

import java.util.ArrayList;
import java.util.List;

/** How keys are declared, one method for each kind. */
abstract class KeyTable {
    private final List<Key> keys = new ArrayList<>();

    /** In the order of their declaration. */
    final List<Key> keys() {
        return keys;
    }

    final void whole(
            final String path,
            final String unit,
            final String defaultText,
            final long min,
            final long max,
            final String meaning) {
        add(path, KeyType.WHOLE, unit, defaultText, null, min, max, meaning);
    }

    final void decimal(
            final String path,
            final String unit,
            final String defaultText,
            final long min,
            final long max,
            final String meaning) {
        add(path, KeyType.DECIMAL, unit, defaultText, null, min, max, meaning);
    }

    final void duration(
            final String path, final String defaultText, final long min, final long max, final String meaning) {
        add(path, KeyType.DURATION, "", defaultText, null, min, max, meaning);
    }

    final void size(final String path, final String defaultText, final long min, final long max, final String meaning) {
        add(path, KeyType.SIZE, "", defaultText, null, min, max, meaning);
    }

    final void processor(final String path, final String meaning) {
        whole(path, "processor", "-1", -1, 1_023, meaning);
    }

    final void idle(final String path, final String defaultText, final String meaning) {
        choice(path, defaultText, meaning, "spin", "yield", "backoff", "sleep");
    }

    final void choice(final String path, final String defaultText, final String meaning, final String... choices) {
        add(path, KeyType.CHOICE, "", defaultText, null, 0, 0, meaning, choices);
    }

    final void text(final String path, final String defaultText, final String meaning) {
        add(path, KeyType.TEXT, "", defaultText, null, 0, 0, meaning);
    }

    final void inherited(
            final KeyType type,
            final String path,
            final String unit,
            final String from,
            final long min,
            final long max,
            final String meaning) {
        add(path, type, unit, null, from, min, max, meaning);
    }

    final void add(
            final String path,
            final KeyType type,
            final String unit,
            final String defaultText,
            final String defaultFrom,
            final long min,
            final long max,
            final String meaning,
            final String... choices) {
        keys.add(new Key(
                path,
                List.of(path.split("\\.")),
                type,
                unit,
                defaultText,
                defaultFrom,
                min,
                max,
                List.of(choices),
                meaning));
    }
}
