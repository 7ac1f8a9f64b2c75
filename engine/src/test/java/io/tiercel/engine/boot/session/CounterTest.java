package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CounterTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operating.md");
    private static final Pattern ROW = Pattern.compile("\\| ([a-zA-Z]+( \\*)?) \\| .+ \\|");

    @Test
    void shouldStandInOperatingGuideInTheSameOrder() throws IOException {
        final List<String> lines = Files.readAllLines(DOCUMENT);
        final List<String> rows = new ArrayList<>();
        for (int i = lines.indexOf("### Counters") + 1; !lines.get(i).startsWith("#"); i++) {
            final Matcher row = ROW.matcher(lines.get(i));
            if (row.matches() && !row.group(1).equals("name")) {
                rows.add(row.group(1));
            }
        }

        assertEquals(
                Stream.of(Counter.values())
                        .map(counter -> counter.label() + (counter.worthALook() ? " *" : ""))
                        .toList(),
                rows);
    }
}
