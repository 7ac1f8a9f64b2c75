package io.tiercel.engine.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Conditions on who knows whom, and on what classes are called. */
final class Layout {
    static final Predicate<JavaClass> JOURNAL = type -> type.getPackageName().startsWith("io.tiercel.journal");
    static final Predicate<JavaClass> READ_MODEL = type -> type.getPackageName().equals("io.tiercel.journal.readmodel");
    static final Predicate<JavaClass> CODECS = type -> type.getPackageName().startsWith("io.tiercel.codecs");
    static final Predicate<JavaClass> CAPTURE = type -> type.getPackageName().equals("io.tiercel.engine.feed.capture");
    /** Tools that name what they read: never a lane, never the core. */
    static final Predicate<JavaClass> TOOLS_BY_SCHEMA =
            JOURNAL.or(type -> type.getPackageName().equals("io.tiercel.engine.feed.mdp3.dump"));
    /** For tests of strategies, users' own too. */
    static final Predicate<JavaClass> TEST_KIT =
            type -> type.getPackageName().equals("io.tiercel.engine.strategy.testing");

    static final ArchCondition<JavaClass> KNOWS_UPSTREAM_ONLY = knows(
            "know stages before theirs only",
            (from, to) -> CODECS.test(to)
                    || Stages.isCore(to) && Stages.CORE.indexOf(Stages.of(to)) <= Stages.CORE.indexOf(Stages.of(from)));

    static final ArchCondition<JavaClass> KNOWS_OBSERVE_ONLY = knows(
            "know observe and codecs only",
            (from, to) -> CODECS.test(to) || Stages.in("admin", "observe").test(to));

    static final ArchCondition<JavaClass> CLOSED = each(
            "be final or abstract",
            type -> type.isInterface()
                    || type.isEnum()
                    || type.isAnonymousClass()
                    || type.getModifiers().contains(JavaModifier.FINAL)
                    || type.getModifiers().contains(JavaModifier.ABSTRACT),
            "is neither final nor abstract");

    static final ArchCondition<JavaClass> TELLING_NAME =
            each("have a telling name", Layout::isTelling, "tells nothing");

    /** Anything outside the engine, and the engine's root, belongs to no stage. */
    static final SliceAssignment STAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(final JavaClass type) {
            final String stage = Stages.of(type);
            return stage.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(stage);
        }

        @Override
        public String getDescription() {
            return "packages of the engine";
        }
    };

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Utils?|Helper|Manager)");
    private static final Set<String> EMPTY_PACKAGES =
            Set.of("util", "utils", "impl", "model", "common", "helper", "helpers", "misc");

    private Layout() {}

    private static boolean isTelling(final JavaClass type) {
        return !EMPTY_NAME.matcher(type.getSimpleName()).matches()
                && Stream.of(type.getPackageName().split("\\.")).noneMatch(EMPTY_PACKAGES::contains);
    }

    private static ArchCondition<JavaClass> knows(
            final String description, final BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(description) {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> Stages.isTiercel(dependency.getTargetClass()))
                        .filter(dependency -> !allowed.test(type, dependency.getTargetClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> each(
            final String description, final Predicate<JavaClass> holds, final String otherwise) {
        return new ArchCondition<>(description) {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                if (!holds.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getDescription() + " " + otherwise));
                }
            }
        };
    }
}
