package io.tiercel.engine.boot.strategies;

import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyApi;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A jar with strategies: read, checked, and ready to make them. */
public final class StrategyJar {
    /** What stands before a jar's name among the documents of a journal. */
    public static final String DOCUMENTS = "strategies/";

    private static final int MAX_BYTES = 16 << 20;

    private final String name;
    private final byte[] bytes;
    private final byte[] sha256;
    private final JarContent content;
    private final JarClassLoader loader;

    private StrategyJar(final String name, final byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
        sha256 = sha256(bytes);
        content = JarContent.read(bytes);
        loader = new JarClassLoader(name, content.classes());
        checkApiVersion();
        checkNames();
        final List<Finding> findings = BytecodeCheck.check(content.classes());
        if (!findings.isEmpty()) {
            throw new StrategyJarException(
                    findings.stream().map(Finding::toString).toList());
        }
    }

    /** @throws StrategyJarException that names everything that is wrong */
    public static StrategyJar read(final Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new StrategyJarException("is a folder; name the jar in it");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new StrategyJarException("has " + Files.size(file) + " bytes, and each run's journal holds it: "
                        + MAX_BYTES + " are allowed; leave out libraries that the strategy does not need");
            }
            return of(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (final NoSuchFileException missing) {
            throw new StrategyJarException("there is no such file; build it, or correct the path");
        } catch (final IOException unreadable) {
            throw new StrategyJarException(
                    "cannot be read (" + DiskFailure.text(unreadable) + "); check its permissions");
        }
    }

    /**
     * @param name how it is called in error texts
     * @throws StrategyJarException that names everything that is wrong
     */
    public static StrategyJar of(final String name, final byte[] bytes) {
        return new StrategyJar(name, bytes);
    }

    /** The file's name, without its folder. */
    public String name() {
        return name;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public byte[] sha256() {
        return sha256.clone();
    }

    public String sha256Text() {
        return HexFormat.of().formatHex(sha256);
    }

    /** Each class file, for who has to look at all code that will run. */
    public List<byte[]> classFiles() {
        return List.copyOf(content.classes().values());
    }

    static byte[] sha256(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws StrategyJarException when the class is not there, or is no strategy that can be made */
    public StrategyFactory factory(final String className) {
        final Constructor<? extends Strategy> constructor = constructor(className);
        return setup -> {
            try {
                return constructor.newInstance(setup);
            } catch (final InvocationTargetException thrown) {
                throw unchecked(thrown.getCause(), className);
            } catch (final ReflectiveOperationException e) {
                throw new StrategyJarException("class " + className + " cannot be made (" + e + ")");
            }
        };
    }

    private Constructor<? extends Strategy> constructor(final String className) {
        if (!content.classes().containsKey(className.replace('.', '/'))) {
            throw new StrategyJarException("holds no class " + className + "; strategies in it are " + strategies());
        }
        final Class<?> type;
        try {
            type = Class.forName(className, false, loader);
        } catch (final ClassNotFoundException | LinkageError broken) {
            throw new StrategyJarException("class " + className + " cannot be loaded (" + broken + "); build it again");
        }
        if (!Strategy.class.isAssignableFrom(type)) {
            throw new StrategyJarException(
                    "class " + className + " does not implement " + Strategy.class.getName() + "; name one that does");
        }
        if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
            throw new StrategyJarException(
                    "class " + className + " is not public, or abstract; make it a public class");
        }
        try {
            return type.asSubclass(Strategy.class).getConstructor(StrategySetup.class);
        } catch (final NoSuchMethodException missing) {
            throw new StrategyJarException("class " + className + " has no public constructor that takes a "
                    + StrategySetup.class.getSimpleName() + " and nothing else; give it one");
        } catch (final LinkageError broken) {
            throw new StrategyJarException("class " + className + " cannot be linked (" + broken + "); build it again");
        }
    }

    private String strategies() {
        final List<String> names = content.classes().keySet().stream()
                .map(JavaNames::of)
                .filter(this::isStrategy)
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private boolean isStrategy(final String className) {
        try {
            final Class<?> type = Class.forName(className, false, loader);
            return Strategy.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers());
        } catch (final ClassNotFoundException | LinkageError broken) {
            return false;
        }
    }

    private void checkApiVersion() {
        final String version = content.manifest().getValue(StrategyApi.MANIFEST_KEY);
        if (version != null && !version.strip().equals(String.valueOf(StrategyApi.VERSION))) {
            throw new StrategyJarException("was built for version " + version.strip()
                    + " of the strategy API, and this engine has version " + StrategyApi.VERSION
                    + "; build it against this engine's API, then set " + StrategyApi.MANIFEST_KEY
                    + " in its manifest to " + StrategyApi.VERSION);
        }
    }

    private void checkNames() {
        for (final String internalName : content.classes().keySet()) {
            if (internalName.startsWith("java/") || internalName.startsWith(ApiClasses.PREFIX)) {
                throw new StrategyJarException("holds " + JavaNames.of(internalName)
                        + ", and that name belongs to Java or the engine; leave it out: the engine brings the strategy"
                        + " API (scope provided in Maven)");
            }
        }
    }

    private static RuntimeException unchecked(final Throwable thrown, final String className) {
        if (thrown instanceof RuntimeException exception) {
            return exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalArgumentException("the constructor of " + className + " threw " + thrown, thrown);
    }
}
