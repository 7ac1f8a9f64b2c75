package io.tiercel.engine.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/**
 * Types and members that some code must not touch.
 *
 * @param types   regular expression over the full names of types
 * @param members regular expression over members, written {@code owner.name(parameterTypes)}
 */
record Ban(Pattern types, Pattern members) {
    private static final String NOTHING = "(?!)";

    static Ban types(final String types) {
        return new Ban(Pattern.compile(types), Pattern.compile(NOTHING));
    }

    static Ban members(final String members) {
        return new Ban(Pattern.compile(NOTHING), Pattern.compile(members));
    }

    static Ban of(final String types, final String members) {
        return new Ban(Pattern.compile(types), Pattern.compile(members));
    }

    boolean hits(final JavaClass type) {
        return types.matcher(type.getBaseComponentType().getName()).matches();
    }

    boolean hits(final JavaAccess<?> access) {
        return hits(access.getTargetOwner())
                || members.matcher(fullName(access.getTarget())).matches();
    }

    /** Of whole classes. */
    ArchCondition<JavaClass> condition() {
        return new ArchCondition<>("stay away from it") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                for (final Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (hits(dependency.getTargetClass())) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
                for (final JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (!hits(access.getTargetOwner()) && hits(access)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        };
    }

    /** An enum's hash code is its identity, though the compiler names the enum as its owner. */
    private static String fullName(final AccessTarget target) {
        return target.getOwner().isEnum() && target.getName().equals("hashCode")
                ? "java.lang.Enum.hashCode()"
                : target.getFullName();
    }
}
