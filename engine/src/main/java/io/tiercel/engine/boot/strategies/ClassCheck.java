package io.tiercel.engine.boot.strategies;

import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds in one class of a jar what a strategy may not have. */
final class ClassCheck extends ClassVisitor {
    private final References references;
    private final Set<Finding> findings;
    private String name;

    ClassCheck(final References references, final Set<Finding> findings) {
        super(Opcodes.ASM9);
        this.references = references;
        this.findings = findings;
    }

    @Override
    public void visit(
            final int version,
            final int access,
            final String internalName,
            final String signature,
            final String superName,
            final String[] interfaces) {
        name = internalName;
        final BiConsumer<String, String> refused = at("", 0);
        references.type(superName, refused);
        for (final String parent : interfaces) {
            references.type(parent, refused);
        }
    }

    @Override
    public FieldVisitor visitField(
            final int access,
            final String fieldName,
            final String descriptor,
            final String signature,
            final Object value) {
        references.type(Type.getType(descriptor), at(fieldName, 0));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            final int access,
            final String methodName,
            final String descriptor,
            final String signature,
            final String[] exceptions) {
        final BiConsumer<String, String> refused = at(methodName, 0);
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            refused.accept("is native", "native code can do anything: write it in Java");
        }
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            refused.accept("is synchronized", "a strategy runs on one thread: leave it out");
        }
        if (methodName.equals("finalize") && descriptor.equals("()V")) {
            refused.accept("is a finalizer", "it would run on another thread, some time: leave it out");
        }
        references.type(Type.getMethodType(descriptor), refused);
        if (exceptions != null) {
            for (final String exception : exceptions) {
                references.type(exception, refused);
            }
        }
        return new MethodCheck(references, name, methodName, findings);
    }

    private BiConsumer<String, String> at(final String member, final int line) {
        return (what, remedy) -> findings.add(Finding.at(name, member, line, what, remedy));
    }
}
