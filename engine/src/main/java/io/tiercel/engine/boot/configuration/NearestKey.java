package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What someone may have meant by a name that does not exist. */
public final class NearestKey {
    private NearestKey() {}

    /** Remedy for an unknown key, as the end of a sentence. */
    static String remedy(final List<String> unknown, final Settings settings) {
        final TreeSet<String> known = new TreeSet<>();
        for (final Key key : Keys.all()) {
            known.add(key.path());
            KeyExpansion.of(key, settings).forEach(path -> known.add(ConfigUtil.joinPath(path)));
        }
        final String nearest = of(ConfigUtil.joinPath(unknown), known);
        return nearest == null ? "remove it; config explain lists every key" : "write " + nearest + " or remove it";
    }

    /** The one of {@code known} that differs least from {@code name}, or null when all differ too much. */
    public static String of(final String name, final Iterable<String> known) {
        final String wanted = plain(name);
        final int limit = Math.max(2, wanted.length() / 4);
        String nearest = null;
        int least = limit + 1;
        for (final String candidate : known) {
            final int distance = distance(wanted, plain(candidate), least);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String plain(final String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance; texts whose lengths alone differ by more than {@code limit} count as that far apart. */
    private static int distance(final String a, final String b, final int limit) {
        if (Math.abs(a.length() - b.length()) > limit || a.length() > 500) {
            return limit + 1;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
