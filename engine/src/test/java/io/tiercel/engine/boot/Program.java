package io.tiercel.engine.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The command line, run within this process. */
final class Program {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs for 3 s with quotes so narrow that they trade at once. */
    static String[] virtualRun(final Path configuration, final Path journal, final long seed) {
        return new String[] {
            "run",
            "--virtual",
            "--duration",
            "3s",
            "--seed",
            String.valueOf(seed),
            "--json",
            "--headless",
            "--journal",
            journal.toString(),
            "--config",
            configuration.toString(),
            "--set",
            "strategies.makerKestrel.parameters.halfSpreadTicks=0.5",
            "--set",
            "strategies.makerKestrel.parameters.volatilityHalfLife=1s",
            "--set",
            "journal.blockBytes=1MiB"
        };
    }

    int execute(final String... arguments) {
        out.reset();
        err.reset();
        return Tiercel.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What was printed, which has to be one JSON object in one line. */
    Config json() {
        return json(out());
    }

    /** As above, of another program. */
    Config json(final String text) {
        if (!text.startsWith("{") || !text.endsWith("}\n") || text.indexOf('\n') != text.length() - 1) {
            throw new AssertionError("not one JSON object: " + text + "\n" + err());
        }
        return ConfigFactory.parseString(text);
    }
}
