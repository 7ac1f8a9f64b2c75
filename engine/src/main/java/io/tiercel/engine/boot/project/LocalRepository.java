package io.tiercel.engine.boot.project;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.strategy.Strategy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Maven's local repository, which the strategy API is put into as {@code mvn install} would. */
public final class LocalRepository {
    private static final String GROUP = "io/tiercel";
    private static final String API = "tiercel-strategy-api";
    private static final String CODECS = "tiercel-codecs";
    private static final Pattern SETTING = Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*</localRepository>");

    private final Path folder;
    private final Path home;

    /** @param home where Tiercel is installed; its sources and Javadoc are taken from there */
    public LocalRepository(final Path folder, final Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** The one that this user's Maven uses. */
    public static Path ofThisUser() throws IOException {
        final Path maven = Path.of(System.getProperty("user.home"), ".m2");
        final Path settings = maven.resolve("settings.xml");
        if (Files.exists(settings)) {
            final Matcher named = SETTING.matcher(Files.readString(settings));
            if (named.find()) {
                return Path.of(named.group(1));
            }
        }
        return maven.resolve("repository");
    }

    /** The API with sources and Javadoc, and the codecs whose enums it uses, without what those need to encode. */
    public void install(final String version) throws IOException {
        jar(Strategy.class, file(API, version, ".jar"));
        jar(HotPath.class, file(CODECS, version, ".jar"));
        for (final String kind : new String[] {"-sources.jar", "-javadoc.jar"}) {
            final Path shipped = home.resolve("api").resolve(API + "-" + version + kind);
            if (Files.exists(shipped)) {
                Files.copy(shipped, file(API, version, kind), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(file(API, version, ".pom"), pom(API, version, """
                  <dependencies>
                    <dependency>
                      <groupId>io.tiercel</groupId>
                      <artifactId>tiercel-codecs</artifactId>
                      <version>%s</version>
                      <exclusions>
                        <exclusion>
                          <groupId>*</groupId>
                          <artifactId>*</artifactId>
                        </exclusion>
                      </exclusions>
                    </dependency>
                  </dependencies>
                """.formatted(version)));
        final Path codecs = file(CODECS, version, ".pom");
        if (!Files.exists(codecs)) {
            Files.writeString(codecs, pom(CODECS, version, ""));
        }
    }

    private Path file(final String artifact, final String version, final String suffix) throws IOException {
        final Path place = folder.resolve(GROUP).resolve(artifact).resolve(version);
        return Files.createDirectories(place).resolve(artifact + "-" + version + suffix);
    }

    private static String pom(final String artifact, final String version, final String rest) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>io.tiercel</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                %s</project>
                """.formatted(artifact, version, rest);
    }

    /** Copies the jar that the class is in; a folder of classes becomes a jar. */
    private static void jar(final Class<?> inside, final Path to) throws IOException {
        final Path from;
        try {
            from = Path.of(
                    inside.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new IOException(e);
        }
        if (!Files.isDirectory(from)) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream out = Files.newOutputStream(to);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> walk = Files.walk(from)) {
            for (final Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
