package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The tables of alerts and refusals in docs/operating.md against the enums in types.xml. */
final class OperatingTablesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operating.md");
    private static final Path TYPES = Path.of("src", "main", "resources", "sbe", "types.xml");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z_]+)( \\*)? \\|.*");

    @ParameterizedTest
    @CsvSource({"AlertCode, ### Alerts", "RiskReason, ### Why an order was refused"})
    void shouldExplainEveryValue(final String type, final String title) throws Exception {
        final TreeSet<String> values = values(type);
        values.remove("NONE");

        final List<String> rows = rows(title);

        assertEquals(values, new TreeSet<>(rows));
        assertEquals(values.size(), rows.size(), () -> "a value twice: " + rows);
    }

    private static TreeSet<String> values(final String type) throws Exception {
        final NodeList enums = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(TYPES.toFile())
                .getElementsByTagName("enum");
        final TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < enums.getLength(); i++) {
            final Element candidate = (Element) enums.item(i);
            if (candidate.getAttribute("name").equals(type)) {
                final NodeList values = candidate.getElementsByTagName("validValue");
                for (int j = 0; j < values.getLength(); j++) {
                    names.add(((Element) values.item(j)).getAttribute("name"));
                }
            }
        }
        return names;
    }

    private static List<String> rows(final String title) throws Exception {
        final List<String> lines = Files.readAllLines(DOCUMENT);
        final List<String> rows = new ArrayList<>();
        for (int i = lines.indexOf(title) + 1; i < lines.size() && !lines.get(i).startsWith("#"); i++) {
            final Matcher row = ROW.matcher(lines.get(i));
            if (row.matches()) {
                rows.add(row.group(1));
            }
        }
        return rows;
    }
}
