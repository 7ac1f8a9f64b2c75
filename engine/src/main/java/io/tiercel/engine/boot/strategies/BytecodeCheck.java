package io.tiercel.engine.boot.strategies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.objectweb.asm.ClassReader;

/**
 * Whether the classes of a jar do only what gives the same result on every machine and in every replay. It finds
 * mistakes; it is no wall against somebody who wants to get around it.
 */
final class BytecodeCheck {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_1_MAJOR = 44;
    private static final int PREVIEW = 0xFFFF;
    private static final int HEAD_BYTES = 10;

    private BytecodeCheck() {}

    /** @return all that was found, in the order of class and line; empty when all is well */
    static List<Finding> check(final SortedMap<String, byte[]> classes) {
        final Set<Finding> findings = new LinkedHashSet<>();
        final List<ClassReader> readers = new ArrayList<>();
        final JarClasses jar = new JarClasses();
        for (final Map.Entry<String, byte[]> entry : classes.entrySet()) {
            final Finding unreadable = version(entry.getKey(), entry.getValue());
            if (unreadable != null) {
                findings.add(unreadable);
                continue;
            }
            try {
                final ClassReader reader = new ClassReader(entry.getValue());
                if (!reader.getClassName().equals(entry.getKey())) {
                    findings.add(damaged(entry.getKey()));
                    continue;
                }
                jar.add(reader);
                readers.add(reader);
            } catch (final RuntimeException notAClass) {
                findings.add(damaged(entry.getKey()));
            }
        }
        final References references = new References(jar);
        for (final ClassReader reader : readers) {
            try {
                reader.accept(new ClassCheck(references, findings), ClassReader.SKIP_FRAMES);
            } catch (final RuntimeException damagedInside) {
                findings.add(damaged(reader.getClassName()));
            }
        }
        return List.copyOf(findings);
    }

    /** What is wrong with the class file's version, or null. */
    private static Finding version(final String name, final byte[] bytes) {
        if (bytes.length < HEAD_BYTES || (number(bytes, 0) << 16 | number(bytes, 2)) != MAGIC) {
            return damaged(name);
        }
        final int major = number(bytes, 6);
        final int java = Runtime.version().feature();
        if (major - JAVA_1_MAJOR > java) {
            return Finding.at(
                    name,
                    "",
                    0,
                    "was built for Java " + (major - JAVA_1_MAJOR) + ", and this is Java " + java,
                    "build it with <maven.compiler.release>" + java
                            + "</maven.compiler.release>, or run the engine on that Java (JAVA_HOME)");
        }
        if (number(bytes, 4) == PREVIEW) {
            return Finding.at(name, "", 0, "uses a preview of Java " + java, "build it without --enable-preview");
        }
        return null;
    }

    private static Finding damaged(final String name) {
        return Finding.at(name, "", 0, "is no class file that can be read", "build the jar again");
    }

    private static int number(final byte[] bytes, final int position) {
        return (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
    }
}
