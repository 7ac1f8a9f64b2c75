package io.tiercel.engine.boot.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvFileTest {
    private static final List<String> COLUMNS = List.of("a", "b");

    @Test
    void shouldReadQuotesCommentsBlanksAndAllLineEnds() {
        final List<String> read =
                rows("\uFEFFa,b\r\n# a comment, with a comma\r\n\r\n 1 , 2\n\"x,y\" , \"say \"\"hi\"\"\"\n,\"\"");

        assertEquals(List.of("1|2", "x,y|say \"hi\"", "|"), read);
    }

    @Test
    void shouldTakeColumnsInAnyOrder() {
        assertEquals(List.of("1|2"), rows("b,a\n2,1\n"));
    }

    @Test
    void shouldNameLineOfWhatIsWrong() {
        assertEquals(
                List.of(
                        "f.csv:2: field 2: a quote is not closed on its line; close it",
                        "f.csv:3: has 3 fields where the header has 2;"
                                + " write one per column, and quotes around a field with a comma",
                        "f.csv:4: field 1: there is text after the closing quote; put all of it into the quotes",
                        "f.csv:5: field 1: a quote stands inside the field;"
                                + " put the field into quotes and double the quote",
                        "f.csv:6: field 2: holds a control character (a lone carriage return, tab or NUL); remove it",
                        "f.csv:7: field 1: has 257 characters; at most 256 are allowed"),
                problems("a,b\n1,\"2\n1,2,3\n\"1\"x,2\n1\"2\",3\n1,2\r3\n" + "x".repeat(257) + ",1\n5,6"));
    }

    @Test
    void shouldRefuseWrongHeader() {
        assertEquals(
                List.of(
                        "f.csv:1: column \"A\" is not known; write a or remove it",
                        "f.csv:1: column \"quantity\" is not known; remove it",
                        "f.csv:1: column a is missing; add it to the header and to every line"),
                problems("A,b,quantity\n1,2\n"));
        assertEquals(
                List.of(
                        "f.csv:1: column a comes twice; remove one",
                        "f.csv:1: column b is missing; add it to the header and to every line"),
                problems("a,a\n1,2\n"));
        assertEquals(List.of("f.csv: has no header line; begin it with a,b"), problems("# nothing\n"));
        assertEquals(List.of("f.csv:1: field 1: a quote is not closed on its line; close it"), problems("\"a,b\n1,2"));
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        final Problems problems = new Problems();

        CsvFile.parse("f.csv", new byte[] {'a', ',', 'b', '\n', (byte) 0xC3, ',', '1'}, COLUMNS, problems);

        assertEquals(List.of("f.csv:2: is not UTF-8 text; save the file as UTF-8"), lines(problems));
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        final long seed = 11;
        final Random random = new Random(seed);
        final String alphabet = "ab ,\"#é€1.-";
        for (int run = 0; run < 2_000; run++) {
            final StringBuilder text = new StringBuilder("a,b\n");
            final List<String> expected = new ArrayList<>();
            for (int row = random.nextInt(4); row > 0; row--) {
                final String first = word(random, alphabet);
                final String second = word(random, alphabet);
                text.append('"').append(first.replace("\"", "\"\"")).append("\",");
                text.append('"').append(second.replace("\"", "\"\"")).append("\"\n");
                expected.add(first + "|" + second);
            }

            assertEquals(expected, rows(text.toString()), () -> "seed " + seed + ": " + text);
        }
    }

    @Test
    void shouldOnlyFailCleanlyOnRandomBytes() {
        final long seed = 5;
        final Random random = new Random(seed);
        final byte[] frequent = "a,b\n\r\"# 1\uFEFF".getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < 10_000; run++) {
            final byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(3) > 0) {
                    bytes[i] = frequent[random.nextInt(frequent.length)];
                }
            }
            if (random.nextBoolean() && bytes.length > 4) {
                System.arraycopy("a,b\n".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 4);
            }
            final Problems problems = new Problems();
            for (final CsvRow row : CsvFile.parse("f.csv", bytes, COLUMNS, problems)) {
                assertTrue(row.text("a").length() <= 256);
                row.decimal("b", 9, 0, 10);
            }
            lines(problems)
                    .forEach(line -> assertTrue(
                            line.chars().noneMatch(Character::isISOControl), () -> "seed " + seed + ": " + line));
        }
    }

    private static String word(final Random random, final String alphabet) {
        final StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private static List<String> rows(final String text) {
        final Problems problems = new Problems();
        final List<String> rows =
                CsvFile.parse("f.csv", text.getBytes(StandardCharsets.UTF_8), COLUMNS, problems).stream()
                        .map(row -> row.text("a") + "|" + row.text("b"))
                        .toList();
        assertEquals(List.of(), lines(problems));
        return rows;
    }

    private static List<String> problems(final String text) {
        final Problems problems = new Problems();
        CsvFile.parse("f.csv", text.getBytes(StandardCharsets.UTF_8), COLUMNS, problems);
        return lines(problems);
    }

    private static List<String> lines(final Problems problems) {
        try {
            problems.throwIfAny();
            return List.of();
        } catch (final ConfigurationException e) {
            return e.problems();
        }
    }
}
