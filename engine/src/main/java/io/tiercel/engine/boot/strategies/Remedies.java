package io.tiercel.engine.boot.strategies;

import java.util.List;
import java.util.regex.Pattern;

/** What to do instead of something that is refused. */
final class Remedies {
    private static final String HASH =
            "the order of its elements changes from run to run: use LinkedHashMap, LinkedHashSet, TreeMap, TreeSet,"
                    + " EnumMap or EnumSet";

    static final String IDENTITY_TEXT =
            "the text of an object may hold its identity, which is another one in each run: put in the numbers and"
                    + " texts that it is made of";

    /** In this order; the patterns are over owner.name. */
    private static final List<Remedy> KNOWN = List.of(
            remedy(
                    ".*\\.now|.*System\\.(nanoTime|currentTimeMillis)|.*/(Clock|InstantSource|Date|Calendar)\\..*",
                    "take the time from context.timeNs()"),
            remedy(
                    "java/lang/Math\\.random|.*Random\\..*|.*/UUID\\..*|.*\\.shuffle",
                    "use new Random(seed from a parameter)"),
            remedy("java/lang/Math\\..*", "use StrictMath: Math gives other last bits on other machines"),
            remedy(
                    ".*\\.(parallel\\w*|wait|notify\\w*)|java/lang/(Thread|Runnable|ThreadLocal).*"
                            + "|java/util/concurrent/.*|java/util/Timer.*",
                    "a strategy runs on the core's thread alone: use context.startTimer to be called later"),
            remedy(
                    "java/lang/System\\.(out|err|in)",
                    "a strategy prints nothing: orders and executions stand in the journal"),
            remedy("java/(io|nio|net)/.*", "a strategy opens no file and no connection: pass values as parameters"),
            remedy(
                    "java/lang/System\\..*|java/lang/(Runtime|Process)\\w*\\..*|.*\\.get(Integer|Long|Boolean)",
                    "a strategy asks nothing of the host: pass values as parameters"),
            remedy(
                    ".*/(Hash(Map|Set|table)|IdentityHashMap|WeakHashMap)\\..*|.*/(Map|Set)\\.\\w+"
                            + "|.*Collectors\\.\\w+",
                    HASH),
            remedy(
                    ".*\\.toString|.*\\.deepToString|java/lang/String\\.(valueOf|format|formatted)"
                            + "|java/lang/StringBuilder\\.(append|insert)",
                    IDENTITY_TEXT),
            remedy(
                    ".*\\.hashCode|.*Objects\\.hash|.*\\.deepHashCode",
                    "it may be an object's identity, which is another one in each run: use a number of your own"),
            remedy("java/lang/String\\.to\\w+Case", "name the locale: Locale.ROOT"),
            remedy("java/lang/String\\..*", "name the character set: StandardCharsets.UTF_8"),
            remedy("java/util/Locale\\..*|java/util/TimeZone\\..*|java/text/.*", "use Locale.ROOT, and times in UTC"),
            remedy(
                    "java/lang/(reflect|invoke)/.*|java/lang/Class(Loader)?\\..*|sun/misc/.*|jdk/internal/.*",
                    "reflection could reach anything: call it directly"),
            remedy(".*\\.\\w*[sS]tackTrace", "throw it: the engine writes the trace of what a strategy throws"));

    private static final String OTHER =
            "it is not on the list of what a strategy may use, which docs/strategy-guide.md shows: do without it";

    private record Remedy(Pattern pattern, String text) {}

    private Remedies() {}

    /** @param name of the member, or empty for the whole class */
    static String of(final String owner, final String name) {
        final String member = owner + "." + name;
        return KNOWN.stream()
                .filter(remedy -> remedy.pattern.matcher(member).matches())
                .map(Remedy::text)
                .findFirst()
                .orElse(OTHER);
    }

    private static Remedy remedy(final String pattern, final String text) {
        return new Remedy(Pattern.compile(pattern), text);
    }
}
