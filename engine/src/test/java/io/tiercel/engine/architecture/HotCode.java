package io.tiercel.engine.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.HashSet;
import java.util.Set;

/**
 * The methods that run for every event: all of a class marked {@link HotPath}, and single methods so marked. Not its
 * constructors and initialisers, methods marked {@link ColdPath}, and methods of its own that only those call.
 */
final class HotCode {
    private HotCode() {}

    static boolean isIn(final JavaClass type) {
        return type.isAnnotatedWith(HotPath.class)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(HotPath.class));
    }

    static ArchCondition<JavaClass> avoids(final Ban ban) {
        return new ArchCondition<>("stay away from it where hot") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                final Set<JavaCodeUnit> hot = type.isAnnotatedWith(HotPath.class) ? hotIn(type) : Set.of();
                for (final JavaMethod method : type.getMethods()) {
                    if (hot.contains(method) || method.isAnnotatedWith(HotPath.class)) {
                        checkMethod(method, events);
                    }
                }
            }

            private void checkMethod(final JavaMethod method, final ConditionEvents events) {
                if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                    events.add(SimpleConditionEvent.violated(method, method.getDescription() + " takes a lock"));
                }
                for (final JavaAccess<?> access : method.getAccessesFromSelf()) {
                    if (ban.hits(access)) {
                        events.add(SimpleConditionEvent.violated(method, access.getDescription()));
                    }
                }
                for (final JavaClass parameter : method.getRawParameterTypes()) {
                    if (ban.hits(parameter)) {
                        events.add(SimpleConditionEvent.violated(
                                method, method.getDescription() + " takes a " + parameter.getName()));
                    }
                }
            }
        };
    }

    /** In a class marked as a whole: what others can call, and what that calls in turn. */
    private static Set<JavaCodeUnit> hotIn(final JavaClass type) {
        final Set<JavaCodeUnit> hot = new HashSet<>();
        int before;
        do {
            before = hot.size();
            for (final JavaMethod method : type.getMethods()) {
                if (!method.isAnnotatedWith(ColdPath.class)
                        && (!method.getModifiers().contains(JavaModifier.PRIVATE) || isCalledFrom(hot, method))) {
                    hot.add(method);
                }
            }
        } while (hot.size() > before);
        return hot;
    }

    private static boolean isCalledFrom(final Set<JavaCodeUnit> hot, final JavaMethod method) {
        return method.getAccessesToSelf().stream().anyMatch(access -> hot.contains(access.getOrigin()));
    }
}
