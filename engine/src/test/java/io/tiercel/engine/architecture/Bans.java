package io.tiercel.engine.architecture;

/** What code of a kind must not touch, as regular expressions over full names of types and members. */
final class Bans {
    static final Ban THREADS = Ban.of(
            "java\\.lang\\.(Thread|ThreadLocal|ThreadGroup|InheritableThreadLocal)(\\$.*)?"
                    + "|java\\.util\\.(Timer|TimerTask)|java\\.util\\.concurrent\\.(?!TimeUnit$).*"
                    + "|java\\.lang\\.invoke\\.VarHandle",
            "java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*|.*\\.(parallelStream|parallel)\\(\\)");

    static final Ban CLOCKS = Ban.of(
            "java\\.time\\.(Clock|InstantSource)|java\\.util\\.(Date|Calendar|GregorianCalendar)"
                    + "|org\\.agrona\\.concurrent\\.\\w*Clock",
            "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(\\)|java\\.time\\..*\\.now\\(.*");

    static final Ban RANDOMNESS = Ban.of(
            "java\\.util\\.(Random|SplittableRandom|UUID)|java\\.util\\.random\\..*|java\\.security\\..*"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom",
            "java\\.lang\\.(Strict)?Math\\.random\\(\\)|java\\.util\\.Collections\\.shuffle\\(.*");

    static final Ban UNSEEDED = Ban.of(
            "java\\.util\\.UUID|java\\.security\\.SecureRandom|java\\.util\\.concurrent\\.ThreadLocalRandom",
            "java\\.lang\\.(Strict)?Math\\.random\\(\\)|java\\.util\\.(Splittable)?Random\\.<init>\\(\\)"
                    + "|java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)");

    static final Ban PROPERTIES = Ban.members("java\\.lang\\.System\\.(getenv|\\w+Propert(y|ies))\\(.*"
            + "|java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(.*");

    static final Ban ENVIRONMENT = Ban.of(
            "java\\.lang\\.(Runtime|Process|ProcessBuilder|ProcessHandle|ClassLoader)(\\$.*)?"
                    + "|java\\.lang\\.(management|reflect|ref)\\..*",
            PROPERTIES.members().pattern() + "|java\\.lang\\.System\\.(exit|gc|console|lineSeparator|load\\w*)\\(.*"
                    + "|java\\.lang\\.Class\\.(forName|newInstance|get(Declared)?(Method|Field|Constructor)s?)\\(.*");

    static final Ban FILES = Ban.of(
            "java\\.io\\.(?!Serializable$).*|java\\.nio\\.(file|channels)\\..*|java\\.net\\..*",
            "java\\.lang\\.System\\.(in|out|err)");

    static final Ban LOGS = Ban.types("org\\.slf4j\\..*|java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*");

    static final Ban IDENTITY =
            Ban.members("java\\.lang\\.System\\.identityHashCode\\(.*|java\\.lang\\.(Object|Enum)\\.hashCode\\(\\)");

    /**
     * Compilers replace these by instructions of their own; StrictMath has them all, and always gives the same bits.
     */
    static final Ban MATHEMATICS = Ban.members("java\\.lang\\.Math\\.(a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1"
            + "|log|log10|log1p|pow|cbrt|hypot)\\(.*");

    /** By declared type: a table whose order is defined has to be declared as what it is (LinkedHashMap, TreeSet). */
    static final Ban HASH_ORDER = Ban.members(
            "(java\\.util\\.(Map|Set|HashMap|HashSet|AbstractMap|AbstractSet|Hashtable|IdentityHashMap|WeakHashMap)"
                    + "|java\\.util\\.concurrent\\.Concurrent(Hash)?Map"
                    + "|org\\.agrona\\.collections\\.\\w*(Map|Set|Cache)\\w*)"
                    + "\\.(iterator|spliterator|stream|keySet|values|entrySet|toArray|removeIf\\w*|\\w*[fF]orEach\\w*)"
                    + "\\(.*");

    static final Ban LOCALE = Ban.of(
            "java\\.text\\..*",
            "java\\.lang\\.String\\.(toLowerCase|toUpperCase|getBytes)\\(\\)|java\\.lang\\.String\\.formatted\\(.*"
                    + "|java\\.lang\\.String\\.format\\(java\\.lang\\.String, .*"
                    + "|java\\.lang\\.String\\.<init>\\(\\[B\\)"
                    + "|java\\.(util\\.(Locale|TimeZone)\\.getDefault|time\\.ZoneId\\.systemDefault)\\(.*"
                    + "|java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)"
                    + "|java\\.time\\.format\\.DateTimeFormatter\\.ofPattern\\(java\\.lang\\.String\\)");

    static final Ban HOT_PATH = Ban.of(
            "java\\.util\\.(?!Arrays$|Objects$)[A-Z]\\w*|java\\.util\\.(stream|function|regex)\\..*"
                    + "|java\\.util\\.concurrent\\.(?!atomic\\.|locks\\.LockSupport$|TimeUnit$).*"
                    + "|java\\.lang\\.(StringBuilder|StringBuffer)|org\\.slf4j\\..*",
            "java\\.lang\\.(Boolean|Byte|Character|Short|Integer|Long|Float|Double)\\.valueOf\\([a-z]+\\)"
                    + "|java\\.lang\\.String\\.(format|formatted|join|concat|substring|split|repeat)\\(.*"
                    + "|java\\.util\\.Arrays\\.(asList|stream|copyOf\\w*)\\(.*|java\\.lang\\.Thread\\.sleep\\(.*"
                    + "|java\\.lang\\.Object\\.(wait|clone)\\(.*");

    private Bans() {}
}
