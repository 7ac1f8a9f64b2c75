package io.tiercel.engine.boot.strategies;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What a jar holds. Classes below META-INF are those of other Java versions and are left out, as is all that is no
 * class: a strategy reads no resources.
 *
 * @param classes class files by their internal names
 */
record JarContent(SortedMap<String, byte[]> classes, Attributes manifest) {
    private static final String CLASS_FILE = ".class";
    private static final int MAX_CLASS_BYTES = 64 << 20;

    /** @throws StrategyJarException when these are not the bytes of a jar */
    static JarContent read(final byte[] bytes) {
        final SortedMap<String, byte[]> classes = new TreeMap<>();
        long size = 0;
        int entryCount = 0;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes), false)) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                entryCount++;
                final String name = entry.getName();
                if (!name.endsWith(CLASS_FILE)
                        || name.startsWith("META-INF/")
                        || name.endsWith("module-info.class")
                        || name.endsWith("package-info.class")) {
                    continue;
                }
                final byte[] content = jar.readNBytes(MAX_CLASS_BYTES);
                size += content.length;
                if (size >= MAX_CLASS_BYTES) {
                    throw new StrategyJarException("its classes have more than " + MAX_CLASS_BYTES
                            + " bytes, unpacked; leave out libraries that the strategy does not need");
                }
                if (classes.put(name.substring(0, name.length() - CLASS_FILE.length()), content) != null) {
                    throw new StrategyJarException("holds " + name + " twice; build it again");
                }
            }
            final Manifest manifest = jar.getManifest();
            if (entryCount == 0 && manifest == null) {
                throw new StrategyJarException("is not a jar, or an empty one; name the jar that the build makes");
            }
            return new JarContent(
                    Collections.unmodifiableSortedMap(classes),
                    manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (final StrategyJarException told) {
            throw told;
        } catch (final IOException | IllegalArgumentException damaged) {
            throw new StrategyJarException(
                    "is not a jar that can be read (" + damaged.getMessage() + "); build it again");
        }
    }
}
