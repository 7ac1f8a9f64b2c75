package io.tiercel.engine.boot.strategies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The static fields of a jar's classes whose content can change although the field cannot: arrays and objects. Two
 * engines in one process would share it.
 */
final class StaticObjects {
    private static final Set<String> UNCHANGING = Set.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Byte",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/math/BigDecimal",
            "java/math/BigInteger");

    private StaticObjects() {}

    /** As {@code Class.field}. Enum constants and what the compiler adds are none. */
    static List<String> in(final Collection<byte[]> classFiles) {
        final List<String> found = new ArrayList<>();
        for (final byte[] classFile : classFiles) {
            new ClassReader(classFile)
                    .accept(
                            new Finder(found),
                            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return found;
    }

    private static final class Finder extends ClassVisitor {
        private static final int LEFT_OUT = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ENUM;

        private final List<String> found;
        private String className;

        Finder(final List<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public void visit(
                final int version,
                final int access,
                final String internalName,
                final String signature,
                final String superName,
                final String[] interfaces) {
            className = internalName.replace('/', '.');
        }

        @Override
        public FieldVisitor visitField(
                final int access,
                final String name,
                final String descriptor,
                final String signature,
                final Object value) {
            final Type type = Type.getType(descriptor);
            final boolean changes = type.getSort() == Type.ARRAY
                    || type.getSort() == Type.OBJECT && !UNCHANGING.contains(type.getInternalName());
            if (changes && (access & Opcodes.ACC_STATIC) != 0 && (access & LEFT_OUT) == 0) {
                found.add(className + "." + name);
            }
            return null;
        }
    }
}
