package io.tiercel.engine.boot.configuration;

import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration. A segment of the path in capitals stands for a name that the user chooses.
 *
 * @param segments    the path's parts
 * @param unit        what a number counts; empty when its type says it
 * @param defaultText the value when none is given; null when one must be given
 * @param defaultFrom path of the key whose value is taken when none is given; null for none
 * @param min         the least value of a number, as its type holds it
 * @param max         the greatest value of a number, as its type holds it
 * @param choices     the words of a {@link KeyType#CHOICE}
 * @param meaning     what it is for, in a sentence
 */
public record Key(
        String path,
        List<String> segments,
        KeyType type,
        String unit,
        String defaultText,
        String defaultFrom,
        long min,
        long max,
        List<String> choices,
        String meaning) {
    private static final List<String> SECRET_ENDINGS = List.of("password", "secret", "token", "key");

    /** What stands in place of a secret. */
    public static final String MASK = "********";

    /** Whether a value must be given. */
    boolean required() {
        return defaultText == null && defaultFrom == null && type != KeyType.FREE;
    }

    boolean matches(final List<String> concrete) {
        final List<String> pattern = segments();
        if (pattern.size() != concrete.size()) {
            return false;
        }
        return startsWith(concrete);
    }

    /** Whether {@code concrete} is this path or the begin of it. */
    boolean startsWith(final List<String> concrete) {
        final List<String> pattern = segments();
        if (concrete.size() > pattern.size()) {
            return false;
        }
        for (int i = 0; i < concrete.size(); i++) {
            if (!isPlaceholder(pattern.get(i)) && !pattern.get(i).equals(concrete.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Checks a value and brings it into the one form it is kept and journaled in. */
    String canonical(final String text) throws BadValueException {
        if (!type.numeric()) {
            type.check(text, this);
            return text;
        }
        final long value = type.parse(text);
        if (value < min) {
            throw new BadValueException("is below the least value; write " + limits());
        }
        if (value > max) {
            throw new BadValueException("is above the greatest value; write " + limits());
        }
        return type.format(value);
    }

    /** The range or the words that are allowed; empty when anything of the type is. */
    public String limits() {
        if (type.numeric()) {
            return type.format(min) + " to " + type.format(max);
        }
        return String.join(", ", choices);
    }

    /** The environment variable that overrides the key with this concrete path. */
    public static String environmentName(final List<String> segments) {
        final StringBuilder name = new StringBuilder("TIERCEL");
        for (final String segment : segments) {
            name.append('_').append(upperSnake(segment));
        }
        return name.toString();
    }

    /** Whether the value of this key is never printed or journaled: decided by the end of its last segment. */
    public static boolean secret(final List<String> segments) {
        final String last = segments.get(segments.size() - 1).toLowerCase(Locale.ROOT);
        return SECRET_ENDINGS.stream().anyMatch(last::endsWith);
    }

    /** Whether this segment of a path stands for a name. */
    static boolean isPlaceholder(final String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) < 'A' || segment.charAt(i) > 'Z') {
                return false;
            }
        }
        return true;
    }

    private static String upperSnake(final String segment) {
        if (isPlaceholder(segment)) {
            return segment;
        }
        final StringBuilder result = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            final char c = segment.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && endsWord(segment.charAt(i - 1))) {
                result.append('_');
            }
            final boolean plain = c < 0x80 && Character.isLetterOrDigit(c);
            result.append(plain ? Character.toUpperCase(c) : '_');
        }
        return result.toString();
    }

    private static boolean endsWord(final char before) {
        return Character.isLowerCase(before) || Character.isDigit(before);
    }
}
