package io.tiercel.engine.boot.strategies;

import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.Type;

/** Which types and members a class of a jar may name: those of the jar, of the API, and what is allowed of the JDK. */
final class References {
    /** What every object has and no strategy may use. */
    private static final Set<String> OBJECT = Set.of(
            "hashCode()I",
            "toString()Ljava/lang/String;",
            "notify()V",
            "notifyAll()V",
            "wait()V",
            "wait(J)V",
            "wait(JI)V",
            "finalize()V");

    private final JarClasses jar;

    References(final JarClasses jar) {
        this.jar = jar;
    }

    /** @param refused told what is refused, and the remedy */
    void type(final Type type, final BiConsumer<String, String> refused) {
        switch (type.getSort()) {
            case Type.ARRAY -> type(type.getElementType(), refused);
            case Type.OBJECT -> type(type.getInternalName(), refused);
            case Type.METHOD -> {
                type(type.getReturnType(), refused);
                for (final Type argument : type.getArgumentTypes()) {
                    type(argument, refused);
                }
            }
            default -> {
                // Primitive
            }
        }
    }

    void type(final String internalName, final BiConsumer<String, String> refused) {
        if (internalName.startsWith("[")) {
            type(Type.getObjectType(internalName), refused);
        } else if (!jar.contains(internalName)) {
            typeOutside(internalName, refused);
        }
    }

    private static void typeOutside(final String internalName, final BiConsumer<String, String> refused) {
        final String name = JavaNames.of(internalName);
        if (isJdk(internalName)) {
            if (!JdkAllowList.allowsType(internalName)) {
                refused.accept("uses " + name, Remedies.of(internalName, ""));
            }
        } else if (internalName.startsWith(ApiClasses.PREFIX)) {
            if (ApiClasses.find(name) == null) {
                refused.accept("uses " + name, "it is not part of the strategy API of this version");
            }
        } else {
            refused.accept(
                    "uses " + name,
                    "it is neither in the jar nor part of the strategy API: put the library's classes into the jar");
        }
    }

    /** What is put into a text. */
    void text(final Type part, final BiConsumer<String, String> refused) {
        final boolean textual = switch (part.getSort()) {
            case Type.ARRAY -> false;
            case Type.OBJECT -> textual(part.getInternalName());
            default -> true;
        };
        if (!textual) {
            refused.accept("puts an object of " + part.getClassName() + " into a text", Remedies.IDENTITY_TEXT);
        }
    }

    private boolean textual(final String internalName) {
        if (jar.contains(internalName)) {
            final Collection<String> origins = jar.origins(internalName, "toString()Ljava/lang/String;");
            return origins.stream().allMatch(origin -> jar.contains(origin) || JdkAllowList.textual(origin));
        }
        final Class<?> ofApi =
                internalName.startsWith(ApiClasses.PREFIX) ? ApiClasses.find(JavaNames.of(internalName)) : null;
        return ofApi == null ? JdkAllowList.textual(internalName) : ofApi.isEnum();
    }

    /** A field or method. */
    void member(
            final String owner, final String name, final String descriptor, final BiConsumer<String, String> refused) {
        if (owner.startsWith("[")) {
            type(owner, refused);
            return;
        }
        if (name.equals("hashCode") && descriptor.equals("()I") && jar.isRecord(owner)) {
            refused.accept("calls " + JavaNames.member(owner, name, descriptor), Remedies.of(owner, name));
            return;
        }
        final Collection<String> origins = jar.origins(owner, name + descriptor);
        if (origins.size() == 1 && origins.contains(owner) && jar.contains(owner)) {
            return;
        }
        // Inherited from one of several: each that is a class of the JDK must allow it, unless the API has it.
        if (origins.stream().noneMatch(origin -> apiHas(origin, name, descriptor))) {
            for (final String origin : origins) {
                memberOutside(origin, name, descriptor, origins.size() > 1, refused);
            }
        }
    }

    private static boolean apiHas(final String owner, final String name, final String descriptor) {
        final Class<?> type = owner.startsWith(ApiClasses.PREFIX) ? ApiClasses.find(JavaNames.of(owner)) : null;
        return type != null && isOwn(type, name, descriptor);
    }

    /** What an interface of the API has from Object is the JDK's. */
    private static boolean isOwn(final Class<?> type, final String name, final String descriptor) {
        return ApiClasses.has(type, name, descriptor) && !(name + descriptor).equals("hashCode()I");
    }

    private static void memberOutside(
            final String owner,
            final String name,
            final String descriptor,
            final boolean oneOfSeveral,
            final BiConsumer<String, String> refused) {
        final String use = descriptor.startsWith("(") ? "calls " : "uses ";
        final String member = JavaNames.member(owner, name, descriptor);
        if (isJdk(owner)) {
            if (!JdkAllowList.allowsMember(owner, name, descriptor)
                    && !(oneOfSeveral && owner.equals("java/lang/Object") && !OBJECT.contains(name + descriptor))) {
                refused.accept(use + member, Remedies.of(owner, name));
            }
        } else if (owner.startsWith(ApiClasses.PREFIX)) {
            final Class<?> type = ApiClasses.find(JavaNames.of(owner));
            if (type == null) {
                typeOutside(owner, refused);
            } else if (name.equals("hashCode")) {
                refused.accept(use + member, Remedies.of(owner, name));
            } else if (!oneOfSeveral) {
                refused.accept(
                        use + member,
                        "the strategy API of this version has no such member: build the jar with this version");
            }
        } else {
            typeOutside(owner, refused);
        }
    }

    private static boolean isJdk(final String internalName) {
        return internalName.startsWith("java/")
                || internalName.startsWith("javax/")
                || internalName.startsWith("jdk/")
                || internalName.startsWith("sun/")
                || internalName.startsWith("com/sun/");
    }
}
