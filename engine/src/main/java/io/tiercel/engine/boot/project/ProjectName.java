package io.tiercel.engine.boot.project;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * How a strategy is called in each place: {@code mean-reversion}, {@code MeanReversion}, {@code meanReversion}.
 *
 * @param artifact      of the project, its folder and its configuration
 * @param className     without its package
 * @param configuration below {@code strategies}
 */
public record ProjectName(String artifact, String className, String configuration, String packageName) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final int MAX_LENGTH = 40;

    /** Names that the written code uses itself. */
    private static final Set<String> USED = Set.of(
            "Book",
            "DoubleParameter",
            "Execution",
            "FakeBook",
            "FakeContext",
            "FakeExecution",
            "FakeSetup",
            "Instrument",
            "List",
            "LongParameter",
            "Map",
            "Object",
            "Override",
            "Side",
            "Signal",
            "StandardSignals",
            "StateReader",
            "StateWriter",
            "Strategy",
            "StrategyContext",
            "StrategySetup",
            "String",
            "Test");

    /** @throws IllegalArgumentException that says what a name has to be */
    public static ProjectName of(final String name, final String packageName) {
        if (!NAME.matcher(name).matches() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("NAME \"" + name + "\": write letters and digits, words joined by -, "
                    + MAX_LENGTH + " at most, such as Breakout or mean-reversion");
        }
        if (!PACKAGE.matcher(packageName).matches()
                || !SourceVersion.isName(packageName)
                || packageName.matches("(java|javax|io\\.tiercel)(\\..*)?")) {
            throw new IllegalArgumentException(
                    "--package \"" + packageName + "\": write a Java package of your own, such as com.acme.strategies");
        }
        final StringBuilder className = new StringBuilder();
        for (final String word : name.split("-")) {
            className.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        if (USED.contains(className.toString())) {
            throw new IllegalArgumentException(
                    "NAME \"" + name + "\": the strategy's code uses " + className + " itself; take another name");
        }
        final String artifact = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        final String configuration = className.substring(0, 1).toLowerCase(Locale.ROOT) + className.substring(1);
        return new ProjectName(artifact, className.toString(), configuration, packageName);
    }
}
