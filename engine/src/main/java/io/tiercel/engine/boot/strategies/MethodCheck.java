package io.tiercel.engine.boot.strategies;

import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds in one method of a jar what a strategy may not have. Method references are looked at like calls. */
final class MethodCheck extends MethodVisitor {
    /** They make code of the handles they are given, which are looked at one by one. */
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods",
            "java/lang/runtime/SwitchBootstraps");

    private final References references;
    private final String owner;
    private final String method;
    private final Set<Finding> findings;
    private final BiConsumer<String, String> refused = this::refuse;
    private int line;

    MethodCheck(final References references, final String owner, final String method, final Set<Finding> findings) {
        super(Opcodes.ASM9);
        this.references = references;
        this.owner = owner;
        this.method = method;
        this.findings = findings;
    }

    @Override
    public void visitLineNumber(final int number, final Label start) {
        line = number;
    }

    @Override
    public void visitInsn(final int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
            refuse("is synchronized", "a strategy runs on one thread: leave it out");
        }
    }

    @Override
    public void visitTypeInsn(final int opcode, final String type) {
        references.type(type, refused);
    }

    @Override
    public void visitFieldInsn(final int opcode, final String fieldOwner, final String name, final String descriptor) {
        if (opcode == Opcodes.PUTSTATIC && !method.equals("<clinit>")) {
            refuse(
                    "writes the static field " + JavaNames.member(fieldOwner, name, descriptor),
                    "static state is in no snapshot: make it a field of the strategy, and write it in snapshotTo");
        }
        references.member(fieldOwner, name, descriptor, refused);
    }

    @Override
    public void visitMethodInsn(
            final int opcode,
            final String methodOwner,
            final String name,
            final String descriptor,
            final boolean isInterface) {
        references.member(methodOwner, name, descriptor, refused);
    }

    @Override
    public void visitInvokeDynamicInsn(
            final String name, final String descriptor, final Handle bootstrap, final Object... arguments) {
        bootstrap(bootstrap, arguments);
        if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
            for (final Type part : Type.getArgumentTypes(descriptor)) {
                references.text(part, refused);
            }
        }
    }

    @Override
    public void visitLdcInsn(final Object value) {
        constant(value);
    }

    @Override
    public void visitMultiANewArrayInsn(final String descriptor, final int dimensionCount) {
        references.type(Type.getType(descriptor), refused);
    }

    @Override
    public void visitTryCatchBlock(final Label start, final Label end, final Label handler, final String type) {
        if (type != null) {
            references.type(type, refused);
        }
    }

    private void bootstrap(final Handle bootstrap, final Object... arguments) {
        if (!BOOTSTRAPS.contains(bootstrap.getOwner())) {
            refuse(
                    "is linked at run time by "
                            + JavaNames.member(bootstrap.getOwner(), bootstrap.getName(), bootstrap.getDesc()),
                    "reflection could reach anything: call it directly");
        }
        for (final Object argument : arguments) {
            constant(argument);
        }
    }

    private void constant(final Object value) {
        if (value instanceof Type type) {
            references.type(type, refused);
        } else if (value instanceof Handle handle) {
            references.member(handle.getOwner(), handle.getName(), handle.getDesc(), refused);
        } else if (value instanceof ConstantDynamic dynamic) {
            final Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = dynamic.getBootstrapMethodArgument(i);
            }
            bootstrap(dynamic.getBootstrapMethod(), arguments);
        }
    }

    private void refuse(final String what, final String remedy) {
        findings.add(Finding.at(owner, method, line, what, remedy));
    }
}
