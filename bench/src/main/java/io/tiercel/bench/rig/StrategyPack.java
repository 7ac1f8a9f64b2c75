package io.tiercel.bench.rig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import measured.BidTaker;

/** The measured strategy as a jar, as the engine loads those of its users. */
final class StrategyPack {
    private StrategyPack() {}

    static void write(final Path jar) throws IOException {
        final String entry = BidTaker.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = StrategyPack.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
