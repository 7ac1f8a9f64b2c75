package io.tiercel.engine.boot.strategies;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Names in class files as people write them. */
final class JavaNames {
    private JavaNames() {}

    static String of(final String internalName) {
        return internalName.replace('/', '.');
    }

    /** Owner, name and the simple names of the parameters' types. */
    static String member(final String owner, final String name, final String descriptor) {
        final String start = simple(of(owner)) + "." + name;
        return descriptor.startsWith("(") ? start + parameters(descriptor) : start;
    }

    private static String parameters(final String descriptor) {
        return Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(type -> simple(type.getClassName()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String simple(final String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
