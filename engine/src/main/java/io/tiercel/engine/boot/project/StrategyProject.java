package io.tiercel.engine.boot.project;

import io.tiercel.engine.strategy.StrategyApi;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the files of a project. In the templates {@code @key@} stands for a value. */
public final class StrategyProject {
    private final ProjectName name;
    private final Map<String, String> values = new TreeMap<>();

    /** @param home where Tiercel is installed */
    public StrategyProject(final ProjectName name, final Path home) throws IOException {
        this.name = name;
        final Properties versions = new Properties();
        try (InputStream in = template("versions.properties")) {
            versions.load(in);
        }
        versions.stringPropertyNames().forEach(key -> values.put(key, versions.getProperty(key)));
        values.put("api.version", String.valueOf(StrategyApi.VERSION));
        values.put("artifact", name.artifact());
        values.put("class", name.className());
        values.put("name", name.configuration());
        values.put("package", name.packageName());
        values.put("home", home.toString());
        final List<String> libraries = libraries(home.resolve("lib"));
        values.put(
                "classpath.xml",
                libraries.stream()
                        .map(jar -> "      <entry path=\"" + jar + "\" />\n")
                        .collect(Collectors.joining()));
        values.put(
                "classpath.json",
                libraries.stream().map(jar -> "\"" + jar + "\"").collect(Collectors.joining(", ")));
    }

    /** Of the engine, and so of the API. */
    public String version() {
        return values.get("version");
    }

    /**
     * @param market     configuration that is copied with its reference data
     * @param strategies those in it, which the new one runs without
     */
    public void write(final Path folder, final Path market, final List<String> strategies) throws IOException {
        values.put(
                "others",
                strategies.stream()
                        .map(other -> "  " + other + ".enabled = false\n")
                        .collect(Collectors.joining()));
        final Path sources = Path.of(name.packageName().replace('.', '/'));
        write(folder.resolve("pom.xml"), "pom.xml");
        write(folder.resolve(".gitignore"), "gitignore");
        write(folder.resolve("src/main/java").resolve(sources).resolve(name.className() + ".java"), "Strategy.java");
        write(
                folder.resolve("src/test/java").resolve(sources).resolve(name.className() + "Test.java"),
                "StrategyTest.java");
        final Path config = folder.resolve("config");
        write(config.resolve(name.artifact() + ".conf"), "strategy.conf");
        Files.copy(market, config.resolve("tiercel.conf"));
        copy(market.resolveSibling("reference"), config.resolve("reference"));
        write(folder.resolve("run"), "run");
        if (!folder.resolve("run").toFile().setExecutable(true)) {
            throw new IOException(folder.resolve("run") + " cannot be made executable; choose another --directory");
        }
        writeIntelliJ(folder, " on virtual time", " --virtual --duration 60s");
        writeIntelliJ(folder, " live", "");
        write(folder.resolve(".vscode/launch.json"), "launch.json");
        write(folder.resolve(".vscode/tasks.json"), "tasks.json");
    }

    private void writeIntelliJ(final Path folder, final String title, final String options) throws IOException {
        values.put("title", title);
        values.put("options", options);
        write(folder.resolve(".run").resolve(name.className() + title + ".run.xml"), "intellij.run.xml");
    }

    private void write(final Path file, final String template) throws IOException {
        String text;
        try (InputStream in = template(template)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (final Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static List<String> libraries(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static InputStream template(final String name) throws IOException {
        final InputStream in = StrategyProject.class.getResourceAsStream("/strategy-project/" + name);
        if (in == null) {
            throw new FileNotFoundException(name + " is missing from the engine's jar; build it again");
        }
        return in;
    }
}
