package io.tiercel.bench.peers;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the peers apart from everything else: their libraries are older versions of the engine's own, or others of the
 * same names. What they share with the rest of the program are the JDK and this package.
 */
public final class PeerLibraries {
    private static final String SHARED = PeerLibraries.class.getPackageName();
    private static final String MAKER = SHARED + ".isolated.IsolatedPeers";

    private PeerLibraries() {}

    /** From the folder {@code lib} beside this module's jar, where the build puts them. */
    public static Peers load() {
        final Path module = module();
        return load(module, module.resolveSibling("lib"));
    }

    /**
     * @param module the jar or folder with the adapters' classes
     * @param folder with the jars that these need
     */
    static Peers load(final Path module, final Path folder) {
        final File[] jars = folder.toFile().listFiles((parent, name) -> name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException("no peers to measure beside: " + folder
                    + " holds no jars; build the modules bench and bench/peers, as scripts/bench does");
        }
        final List<URL> urls = new ArrayList<>();
        try {
            urls.add(module.toUri().toURL());
            for (final File jar : jars) {
                urls.add(jar.toURI().toURL());
            }
            return (Peers) new Isolated(urls.toArray(new URL[0]))
                    .loadClass(MAKER)
                    .getConstructor()
                    .newInstance();
        } catch (final MalformedURLException | ReflectiveOperationException | LinkageError failure) {
            throw new IllegalStateException("the peers in " + folder + " cannot be used: " + failure, failure);
        }
    }

    private static Path module() {
        try {
            return Path.of(PeerLibraries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (final URISyntaxException failure) {
            throw new IllegalStateException("the place of this program's classes is no path", failure);
        }
    }

    /** Lives as long as the program. */
    private static final class Isolated extends URLClassLoader {
        Isolated(final URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            final boolean shared = name.startsWith(SHARED) && name.lastIndexOf('.') == SHARED.length();
            return shared ? PeerLibraries.class.getClassLoader().loadClass(name) : super.loadClass(name, resolve);
        }
    }
}
