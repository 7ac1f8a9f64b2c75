package io.tiercel.engine.boot.strategies;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of the JDK a strategy may use: all that always gives the same result, and nothing else. What is not listed is
 * refused, also what a later JDK brings.
 *
 * <p>A line names a class, or a package by {@code .*}. Behind it: nothing for all members; {@code -x} for all but
 * those; {@code +x} for only those. A member is the begin of its name and descriptor; of several the longest counts.
 */
final class JdkAllowList {
    private static final String TEXT = """
            java.lang.Object              +<init>( +equals( +getClass( +clone(
            java.lang.String              -valueOf(Ljava/lang/Object;) -format( -formatted( -toLowerCase() \
                                          -toUpperCase() -getBytes() -<init>([B) -<init>([BII)
            java.lang.StringBuilder       -append(Ljava/lang/Object;) -insert(ILjava/lang/Object;)
            java.lang.CharSequence
            java.lang.Comparable
            java.lang.Iterable
            java.lang.AutoCloseable
            java.lang.Cloneable
            java.lang.Record
            java.lang.Runnable
            java.lang.Enum
            java.lang.Number
            java.lang.Boolean             -getBoolean(
            java.lang.Byte
            java.lang.Short
            java.lang.Character
            java.lang.Integer             -getInteger(
            java.lang.Long                -getLong(
            java.lang.Float
            java.lang.Double
            java.lang.Void
            java.lang.Math                -random( -sin( -cos( -tan( -asin( -acos( -atan( -atan2( -sinh( -cosh( -tanh( \
                                          -exp( -expm1( -log( -log10( -log1p( -pow( -cbrt( -hypot(
            java.lang.StrictMath          -random(
            java.lang.System              +arraycopy(
            java.lang.Class               +getName( +getSimpleName( +cast( +isInstance( +desiredAssertionStatus(
            java.lang.Throwable           -printStackTrace( -getStackTrace( -setStackTrace(
            java.lang.MatchException
            java.lang.invoke.LambdaMetafactory
            java.lang.invoke.StringConcatFactory
            java.lang.runtime.ObjectMethods
            java.lang.runtime.SwitchBootstraps
            java.io.Serializable
            java.math.*
            java.nio.charset.StandardCharsets
            java.time.DayOfWeek
            java.time.Duration
            java.time.Instant
            java.time.LocalDate
            java.time.LocalDateTime
            java.time.LocalTime
            java.time.Month
            java.time.ZoneOffset
            java.time.temporal.ChronoField
            java.time.temporal.ChronoUnit
            java.util.AbstractList
            java.util.ArrayDeque
            java.util.ArrayList
            java.util.Arrays              -parallel -hashCode([Ljava/lang/Object;) -deepHashCode( \
                                          -toString([Ljava/lang/Object;) -deepToString(
            java.util.BitSet
            java.util.Collection
            java.util.Collections         -shuffle(Ljava/util/List;)
            java.util.Comparator
            java.util.Deque
            java.util.EnumMap
            java.util.EnumSet
            java.util.Iterator
            java.util.LinkedHashMap
            java.util.LinkedHashSet
            java.util.LinkedList
            java.util.List
            java.util.ListIterator
            java.util.Locale              +ROOT
            java.util.Map                 -of( +of() +of(Ljava/lang/Object;Ljava/lang/Object;) -ofEntries( -copyOf(
            java.util.Map$Entry
            java.util.NavigableMap
            java.util.NavigableSet
            java.util.Objects             -hash( -hashCode( -toString(
            java.util.Optional
            java.util.OptionalDouble
            java.util.OptionalInt
            java.util.OptionalLong
            java.util.PrimitiveIterator
            java.util.PrimitiveIterator$OfDouble
            java.util.PrimitiveIterator$OfInt
            java.util.PrimitiveIterator$OfLong
            java.util.PriorityQueue
            java.util.Queue
            java.util.Random              -<init>() -nextExponential(
            java.util.Set                 -of( +of() +of(Ljava/lang/Object;) -copyOf(
            java.util.SortedMap
            java.util.SortedSet
            java.util.StringJoiner
            java.util.TreeMap
            java.util.TreeSet
            java.util.function.*
            java.util.regex.*
            java.util.stream.Collector
            java.util.stream.Collectors   -toSet( -toUnmodifiableSet( -toUnmodifiableMap( -toMap( \
                                          +toMap(Ljava/util/function/Function;Ljava/util/function/Function;\
            Ljava/util/function/BinaryOperator;Ljava/util/function/Supplier;) -groupingBy( \
            +groupingBy(Ljava/util/function/Function;Ljava/util/function/Supplier; -groupingByConcurrent( \
            -toConcurrentMap(
            java.util.stream.DoubleStream
            java.util.stream.IntStream
            java.util.stream.LongStream
            java.util.stream.Stream
            """;

    /** Of any class: what asks for other threads, a clock, or a hash code that may be an identity. */
    private static final List<String> NEVER =
            List.of("parallel()", "parallelStream()", "now(", "hashCode()I", "finalize()", "wait(", "notify");

    private static final List<String> VALUES = List.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Short",
            "java/lang/Character",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/math/BigDecimal",
            "java/math/BigInteger");

    private static final String TO_STRING = "toString()Ljava/lang/String;";

    private static final List<String> TEXTUAL = List.of(
            "java/lang/CharSequence",
            "java/lang/Enum",
            "java/lang/Number",
            "java/lang/StringBuilder",
            "java/lang/Throwable",
            "java/util/BitSet",
            "java/util/OptionalDouble",
            "java/util/OptionalInt",
            "java/util/OptionalLong",
            "java/util/StringJoiner");

    private static final Map<String, String[]> CLASSES = new TreeMap<>();

    static {
        for (final String line : TEXT.split("\n")) {
            final String[] words = line.strip().split("\\s+");
            final String[] members = new String[words.length - 1];
            System.arraycopy(words, 1, members, 0, members.length);
            CLASSES.put(words[0].replace('.', '/'), members);
        }
    }

    private JdkAllowList() {}

    /** @param internalName of a class of the JDK */
    static boolean allowsType(final String internalName) {
        return rules(internalName) != null;
    }

    static boolean allowsMember(final String owner, final String name, final String descriptor) {
        final String[] rules = rules(owner);
        final String member = name + descriptor;
        if (rules == null) {
            return false;
        }
        if (NEVER.stream().anyMatch(member::startsWith) && !(name.equals("hashCode") && VALUES.contains(owner))) {
            return false;
        }
        if (member.equals(TO_STRING) && !textual(owner)) {
            return false;
        }
        boolean allowed = rules.length == 0 || rules[0].charAt(0) == '-';
        int longest = 0;
        for (final String rule : rules) {
            if (rule.length() > longest && member.startsWith(rule.substring(1))) {
                longest = rule.length();
                allowed = rule.charAt(0) == '+';
            }
        }
        return allowed;
    }

    /** Whether its text is made of what it holds, and never of an object's identity. */
    static boolean textual(final String internalName) {
        return VALUES.contains(internalName)
                || TEXTUAL.contains(internalName)
                || internalName.startsWith("java/time/")
                || isThrowable(internalName);
    }

    private static String[] rules(final String internalName) {
        final String[] own = CLASSES.get(internalName);
        if (own != null) {
            return own;
        }
        if (isThrowable(internalName)) {
            return CLASSES.get("java/lang/Throwable");
        }
        return CLASSES.get(internalName.substring(0, internalName.lastIndexOf('/') + 1) + "*");
    }

    private static boolean isThrowable(final String internalName) {
        return internalName.matches("java/(lang|util)/[A-Za-z]*(Exception|Error)");
    }
}
