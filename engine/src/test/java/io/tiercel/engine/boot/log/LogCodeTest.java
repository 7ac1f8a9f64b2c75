package io.tiercel.engine.boot.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LogCodeTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operating.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-zA-Z]+)` \\| ([a-z]+) \\| .+ \\|");

    @Test
    void shouldStandInOperatingGuideInTheSameOrder() throws IOException {
        final List<String> lines = Files.readAllLines(DOCUMENT);
        final List<String> rows = new ArrayList<>();
        for (int i = lines.indexOf("## Logs") + 1; !lines.get(i).startsWith("#"); i++) {
            final Matcher row = ROW.matcher(lines.get(i));
            if (row.matches()) {
                rows.add(row.group(1) + " " + row.group(2));
            }
        }

        assertEquals(
                Stream.of(LogCode.values())
                        .map(code -> code.label() + " " + code.level().name().toLowerCase(Locale.ROOT))
                        .toList(),
                rows);
    }
}
