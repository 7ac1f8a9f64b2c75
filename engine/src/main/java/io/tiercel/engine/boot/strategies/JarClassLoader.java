package io.tiercel.engine.boot.strategies;

import java.util.SortedMap;

/**
 * The classes of one jar, and above them only the strategy API and java.base. Nothing else of the engine or its
 * libraries is seen, so a jar may bring any version of any library.
 */
final class JarClassLoader extends ClassLoader {
    private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

    private final SortedMap<String, byte[]> classes;

    /** @param classes class files by their internal names */
    JarClassLoader(final String name, final SortedMap<String, byte[]> classes) {
        super(name, null);
        this.classes = classes;
        // Whatever the flags of this JVM say: a replay on another one has to throw at the same place.
        clearAssertionStatus();
        setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            final Class<?> type = loaded != null ? loaded : find(name);
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> find(final String name) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return JDK.loadClass(name);
        }
        final byte[] bytes = classes.get(name.replace('.', '/'));
        if (bytes != null) {
            return defineClass(name, bytes, 0, bytes.length);
        }
        final Class<?> api = ApiClasses.find(name);
        if (api == null) {
            throw new ClassNotFoundException(name + " is neither in the jar nor part of the strategy API");
        }
        return api;
    }
}
