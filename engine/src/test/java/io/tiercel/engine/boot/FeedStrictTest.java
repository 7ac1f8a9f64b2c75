package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A malformed record: counted by each command that reads files, and with {@code --strict} its end. */
final class FeedStrictTest {
    @TempDir
    Path folder;

    private final Program program = new Program();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect --json",
                "book --json",
                "bars --tick 1",
                "bars --session --json",
                "import --json --journal DIR",
                "import --json --instruments auto --journal DIR"
            })
    void shouldEndAtTheFirstMalformedRecord(final String command) throws IOException {
        final Path file = Files.writeString(folder.resolve("trades.csv"), """
                time,symbol,price,quantity
                1704187800,TRCL,10.5,100
                1704187801,TRCL,many,100
                1704187802,TRCL,10.6,100
                """);

        assertEquals(0, run(command, "lenient", file), program::err);
        assertTrue(program.err().contains("record 3 at offset"), program::err);
        assertFalse(program.out().isEmpty());

        assertEquals(2, run(command, "strict", file, "--strict"), program::err);
        assertTrue(program.err().contains("record 3 at offset"), program::err);
        assertEquals("", program.out());
    }

    private int run(final String command, final String journal, final Path file, final String... more) {
        final String text =
                "feed " + command.replace("DIR", folder.resolve(journal).toString());
        final List<String> arguments = new ArrayList<>(Arrays.asList(text.split(" ")));
        arguments.add(file.toString());
        arguments.addAll(List.of(more));
        return program.execute(arguments.toArray(new String[0]));
    }
}
