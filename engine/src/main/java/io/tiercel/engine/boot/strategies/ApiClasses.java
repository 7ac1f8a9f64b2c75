package io.tiercel.engine.boot.strategies;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.strategy.ParameterSet;
import io.tiercel.engine.strategy.Strategy;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** The classes of this engine that a strategy sees: the public ones of the API's jar, and the codecs' enums. */
final class ApiClasses {
    static final String PREFIX = "io/tiercel/";

    private static final String TESTING = "io.tiercel.engine.strategy.testing.";
    private static final String CODEC_TYPES = "io.tiercel.codecs.types.";

    private static final Set<String> MARKS = Set.of(HotPath.class.getName(), ColdPath.class.getName());

    private ApiClasses() {}

    /** The class, not initialised, or null when a strategy does not see it. */
    static Class<?> find(final String name) {
        final Class<?> type;
        try {
            type = Class.forName(name, false, ApiClasses.class.getClassLoader());
        } catch (final ClassNotFoundException e) {
            return null;
        }
        return isVisible(type) ? type : null;
    }

    private static boolean isVisible(final Class<?> type) {
        final String name = type.getName();
        if (name.startsWith(CODEC_TYPES) && type.isEnum() || MARKS.contains(name)) {
            return true;
        }
        return Modifier.isPublic(type.getModifiers())
                && place(type) != null
                && place(type).equals(place(Strategy.class))
                && type != ParameterSet.class
                && !name.startsWith(TESTING);
    }

    private static URL place(final Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Whether the class or what it inherits from has this member, and a strategy may use it. */
    static boolean has(final Class<?> type, final String name, final String descriptor) {
        final boolean ofTheCore = type == Instrument.class && descriptor.endsWith(")V");
        return !ofTheCore && declares(type, name, descriptor);
    }

    private static boolean declares(final Class<?> type, final String name, final String descriptor) {
        if (!descriptor.startsWith("(")) {
            return Arrays.stream(type.getFields())
                    .anyMatch(field -> field.getName().equals(name)
                            && Type.getDescriptor(field.getType()).equals(descriptor));
        }
        if (name.equals("<init>")) {
            return Stream.of(type.getConstructors())
                    .anyMatch(made -> descriptor(made).equals(descriptor));
        }
        return Stream.concat(Stream.of(type.getMethods()), Stream.of(Object.class.getMethods()))
                .anyMatch(method ->
                        method.getName().equals(name) && descriptor(method).equals(descriptor));
    }

    private static String descriptor(final Executable member) {
        return member instanceof java.lang.reflect.Method method
                ? Type.getMethodDescriptor(method)
                : Type.getConstructorDescriptor((java.lang.reflect.Constructor<?>) member);
    }
}
