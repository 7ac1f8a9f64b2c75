package io.tiercel.engine.boot.strategies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of one jar by name: what they inherit from, and which methods they have. */
final class JarClasses {
    static final String RECORD = "java/lang/Record";

    /** @param parents its superclass and interfaces */
    private record Shape(String superName, List<String> parents, Set<String> members) {}

    private final Map<String, Shape> shapes = new TreeMap<>();

    void add(final ClassReader reader) {
        final List<String> parents = new ArrayList<>();
        if (reader.getSuperName() != null) {
            parents.add(reader.getSuperName());
        }
        parents.addAll(List.of(reader.getInterfaces()));
        final Set<String> members = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            final int access,
                            final String name,
                            final String descriptor,
                            final String signature,
                            final String[] exceptions) {
                        members.add(name + descriptor);
                        return null;
                    }

                    @Override
                    public org.objectweb.asm.FieldVisitor visitField(
                            final int access,
                            final String name,
                            final String descriptor,
                            final String signature,
                            final Object value) {
                        members.add(name + descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        shapes.put(reader.getClassName(), new Shape(reader.getSuperName(), List.copyOf(parents), members));
    }

    boolean contains(final String internalName) {
        return shapes.containsKey(internalName);
    }

    boolean isRecord(final String internalName) {
        return contains(internalName) && RECORD.equals(shapes.get(internalName).superName());
    }

    /**
     * The class that a member comes from: the owner itself, when the jar has it there or above it, else the classes
     * outside the jar where the member has to be.
     */
    Collection<String> origins(final String owner, final String member) {
        final List<String> outside = new ArrayList<>();
        return isInside(owner, member, outside, new HashSet<>()) ? List.of(owner) : outside;
    }

    private boolean isInside(
            final String owner, final String member, final List<String> outside, final Set<String> seen) {
        final Shape shape = shapes.get(owner);
        if (shape == null) {
            outside.add(owner);
            return false;
        }
        if (shape.members().contains(member)) {
            return true;
        }
        for (final String parent : shape.parents()) {
            if (seen.add(parent) && isInside(parent, member, outside, seen)) {
                return true;
            }
        }
        return false;
    }
}
