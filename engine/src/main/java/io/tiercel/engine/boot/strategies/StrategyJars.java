package io.tiercel.engine.boot.strategies;

import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import io.tiercel.engine.strategy.StrategyFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The jars of a run. A strategy of a jar is known to the core by {@code CLASS@ID}, the id being the begin of the jar's
 * SHA-256: so a journal says which code each strategy was, and two jars may have classes of the same name.
 */
public final class StrategyJars {
    /** A run with shipped strategies only. */
    public static final StrategyJars NONE = new StrategyJars(List.of(), Map.of());

    private static final char SEPARATOR = '@';
    private static final int ID_LENGTH = 16;

    private final Map<String, StrategyJar> byId = new TreeMap<>();
    private final Map<String, String> codeNames;

    private StrategyJars(final List<StrategyJar> jars, final Map<String, String> codeNames) {
        jars.forEach(jar -> byId.put(id(jar), jar));
        this.codeNames = codeNames;
    }

    /**
     * Reads and checks the jars of all enabled strategies.
     *
     * @throws io.tiercel.engine.boot.configuration.ConfigurationException that names everything that is wrong
     */
    public static StrategyJars load(final LoadedConfiguration loaded) {
        final Map<Path, StrategyJar> jars = new TreeMap<>();
        final Map<String, String> codeNames = new TreeMap<>();
        final Problems problems = new Problems();
        for (final StrategyConfiguration strategy : loaded.configuration().strategies()) {
            if (!strategy.enabled() || strategy.jar().isEmpty()) {
                continue;
            }
            final String key = "strategies." + strategy.name();
            final Path file = loaded.folder().resolve(strategy.jar()).normalize();
            try {
                final StrategyJar jar = jars.computeIfAbsent(file, StrategyJar::read);
                jar.factory(strategy.className());
                codeNames.put(strategy.name(), strategy.className() + SEPARATOR + id(jar));
            } catch (final StrategyJarException wrong) {
                final String origin = loaded.values().get(key + ".jar").origin();
                wrong.problems().forEach(problem -> problems.add(origin, key + ".jar = \"" + file + "\": " + problem));
            }
        }
        problems.throwIfAny();
        return new StrategyJars(new ArrayList<>(jars.values()), codeNames);
    }

    /** Those that a journal holds. */
    public static StrategyJars of(final List<StrategyJar> jars) {
        return jars.isEmpty() ? NONE : new StrategyJars(jars, Map.of());
    }

    /** Each of them once, in the order of their ids. */
    public List<StrategyJar> all() {
        return Collections.unmodifiableList(new ArrayList<>(byId.values()));
    }

    /** How the core knows the code of this strategy. */
    public String codeName(final StrategyConfiguration strategy) {
        return codeNames.getOrDefault(strategy.name(), strategy.className());
    }

    /** What this strategy's jar keeps in static fields, as {@code Class.field}: a later run finds it. */
    public List<String> staticObjects(final StrategyConfiguration strategy) {
        final String codeName = codeName(strategy);
        final int at = codeName.indexOf(SEPARATOR);
        return at < 0
                ? List.of()
                : StaticObjects.in(byId.get(codeName.substring(at + 1)).classFiles());
    }

    /**
     * Finds strategies by their code name.
     *
     * @param shipped knows those that are in no jar
     */
    public Function<String, StrategyFactory> orElse(final Function<String, StrategyFactory> shipped) {
        return codeName -> {
            final int at = codeName.indexOf(SEPARATOR);
            if (at < 0) {
                return shipped.apply(codeName);
            }
            final StrategyJar jar = byId.get(codeName.substring(at + 1));
            if (jar == null) {
                throw new IllegalArgumentException(
                        "strategy class " + codeName.substring(0, at) + " is of a jar whose SHA-256 begins with "
                                + codeName.substring(at + 1) + ", which is not there");
            }
            return jar.factory(codeName.substring(0, at));
        };
    }

    private static String id(final StrategyJar jar) {
        return jar.sha256Text().substring(0, ID_LENGTH);
    }
}
