package io.tiercel.engine.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which part of the engine a class belongs to, by its package. The fixtures' packages end like the real ones. */
final class Stages {
    /** The deterministic core in the order of its flow: each knows those before it. */
    static final List<String> CORE =
            List.of("state", "reference", "book", "signal", "strategy", "route", "risk", "order", "core");

    private static final String ENGINE = ".engine.";

    private Stages() {}

    static boolean isTiercel(final JavaClass type) {
        return type.getPackageName().startsWith("io.tiercel.");
    }

    /** The name of its package below {@code engine}, or nothing for a class outside. */
    static String of(final JavaClass type) {
        final String path = path(type);
        final int end = path.indexOf('.');
        return end < 0 ? path : path.substring(0, end);
    }

    static Predicate<JavaClass> in(final String... stages) {
        return type -> Set.of(stages).contains(of(type));
    }

    static boolean isCore(final JavaClass type) {
        return CORE.contains(of(type));
    }

    /** What must come out the same on every machine: the core, and the built-in market on its seed. */
    static boolean isRepeatable(final JavaClass type) {
        return isCore(type) || (path(type) + ".").startsWith("venue.sim.");
    }

    private static String path(final JavaClass type) {
        final String name = type.getPackageName();
        final int start = name.lastIndexOf(ENGINE);
        return isTiercel(type) && start >= 0 ? name.substring(start + ENGINE.length()) : "";
    }
}
