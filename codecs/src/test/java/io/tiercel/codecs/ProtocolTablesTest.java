package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The tables of messages in docs/protocols/README.md against the schema files. */
final class ProtocolTablesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "protocols", "README.md");
    private static final Path SCHEMAS = Path.of("src", "main", "resources", "sbe");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Set<String> WAYS = Set.of(
            "feed → engine",
            "engine → venue",
            "venue → engine",
            "operator → engine",
            "operator, boot → engine",
            "boot → core",
            "lane → engine",
            "ingress → core",
            "gate → core",
            "core → journal",
            "core → journal, operator",
            "writer → journal");

    @ParameterizedTest
    @ValueSource(strings = {"market-data", "orders", "control", "journal"})
    void shouldListEveryMessageOfSchema(final String name) throws Exception {
        final Element schema = schema(name);

        final List<String> section = section(name + ".xml");

        assertTrue(
                section.contains(
                        "Schema " + schema.getAttribute("id") + ", version " + schema.getAttribute("version") + "."),
                section::toString);
        assertEquals(messages(schema), rows(section));
    }

    private static Element schema(final String name) throws Exception {
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        final File file = SCHEMAS.resolve(name + ".xml").toFile();
        return factory.newDocumentBuilder().parse(file).getDocumentElement();
    }

    private static List<String> messages(final Element schema) {
        final List<String> messages = new ArrayList<>();
        final NodeList elements = schema.getElementsByTagNameNS("*", "message");
        for (int i = 0; i < elements.getLength(); i++) {
            final Element message = (Element) elements.item(i);
            messages.add(message.getAttribute("id") + " " + message.getAttribute("name"));
        }
        return messages;
    }

    private static List<String> section(final String title) throws Exception {
        final List<String> lines = Files.readAllLines(DOCUMENT);
        final int begin = lines.indexOf("### " + title);
        assertTrue(begin >= 0, DOCUMENT + " has no section " + title);
        int end = begin + 1;
        while (end < lines.size() && !lines.get(end).startsWith("#")) {
            end++;
        }
        return lines.subList(begin, end);
    }

    private static List<String> rows(final List<String> section) {
        final List<String> rows = new ArrayList<>();
        for (final String line : section) {
            final Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertTrue(WAYS.contains(row.group(3)), () -> "no such way: " + line);
                rows.add(row.group(1) + " " + row.group(2));
            }
        }
        return rows;
    }
}
