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
 * The methods that run for every event: all of a class marked {@link HotPath}, and single methods so marked. Not its constructors
 * and initialisers, methods marked {@link ColdPath}, and methods of its own that only those call.
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
                final boolean all = type.isAnnotatedWith(HotPath.class);
                final Set<JavaCodeUnit> cold = coldIn(type);
                for (final JavaMethod method : type.getMethods()) {
                    if (all ? !cold.contains(method) : method.isAnnotatedWith(HotPath.class)) {
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

    private static Set<JavaCodeUnit> coldIn(final JavaClass type) {
        final Set<JavaCodeUnit> cold = new HashSet<>();
        for (final JavaCodeUnit unit : type.getCodeUnits()) {
            if (!(unit instanceof JavaMethod) || unit.isAnnotatedWith(ColdPath.class)) {
                cold.add(unit);
            }
        }
        int before;
        do {
            before = cold.size();
            for (final JavaMethod method : type.getMethods()) {
                if (onlyCalledFrom(cold, method)) {
                    cold.add(method);
                }
            }
        } while (cold.size() > before);
        return cold;
    }

    private static boolean onlyCalledFrom(final Set<JavaCodeUnit> cold, final JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PRIVATE)
                && !method.getAccessesToSelf().isEmpty()
                && method.getAccessesToSelf().stream().allMatch(access -> cold.contains(access.getOrigin()));
    }
}
