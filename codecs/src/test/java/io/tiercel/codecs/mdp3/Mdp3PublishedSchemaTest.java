package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** Our schema against the one that the exchange published, where that is at hand: what lies where, and what is none. */
final class Mdp3PublishedSchemaTest {
    static final Path OURS = Path.of("src", "main", "resources", "sbe", "mdp3.xml");
    private static final Path PUBLISHED = Path.of("..", "shared", "data", "mdp3", "templates_FixBinary-v9.xml");
    /** Its text had 180 bytes up to version 9 and has 100 since: we read what both have. */
    private static final int LOGOUT = 16;

    private static final int PUBLISHED_VERSION = 9;

    @Test
    void shouldLieWhereThePublishedOneSays() throws Exception {
        final Path file = Stream.of(Path.of("..").resolve(PUBLISHED), PUBLISHED)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(file != null, "skipped: there is no ../shared/data/mdp3 beside the project's root");
        final Ir published = parse(file);
        final Ir ours = parse(OURS);
        int count = 0;
        for (final List<Token> message : published.messages()) {
            final int template = message.get(0).id();
            if (template != LOGOUT) {
                assertEquals(lines(message), lines(ours.getMessage(template)));
                count++;
            }
        }
        assertEquals(28, count);
    }

    /** Templates of before version 9 are read by the decoders of those that took their place. */
    @Test
    void shouldReadOldTemplatesAsNewOnes() throws Exception {
        final Ir ours = parse(OURS);
        final int[][] pairs = {{32, 46}, {43, 47}, {42, 48}, {38, 52}, {44, 53}};
        for (final int[] pair : pairs) {
            assertEquals(places(ours.getMessage(pair[0])), places(ours.getMessage(pair[1])), "template " + pair[0]);
        }
    }

    static Ir parse(final Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return new IrGenerator()
                    .generate(XmlSchemaParser.parse(
                            in,
                            ParserOptions.builder()
                                    .stopOnError(true)
                                    .suppressOutput(true)
                                    .build()));
        }
    }

    private static List<String> places(final List<Token> message) {
        return lines(message).stream()
                .skip(1)
                .map(line -> line.replace(" -7", " -9").replaceAll(" none \\d+", ""))
                .filter(line -> !line.contains(" block "))
                .toList();
    }

    private static List<String> lines(final List<Token> message) {
        final List<String> lines = new ArrayList<>();
        int field = 0;
        for (final Token token : message) {
            final Signal signal = token.signal();
            if (signal == Signal.BEGIN_MESSAGE) {
                lines.add(token.name() + " " + token.id() + " block " + token.encodedLength());
            } else if (signal == Signal.BEGIN_GROUP) {
                lines.add("group " + token.name() + " " + token.id() + " block " + token.encodedLength());
            } else if (signal == Signal.BEGIN_FIELD) {
                field = token.id();
                lines.add("field " + token.name() + " " + token.id());
            } else if (signal == Signal.ENCODING || signal == Signal.BEGIN_ENUM || signal == Signal.BEGIN_SET) {
                lines.add("  of " + field + " at " + token.offset() + " " + encoding(token));
            } else if (signal == Signal.VALID_VALUE || signal == Signal.CHOICE) {
                if (token.version() <= PUBLISHED_VERSION) {
                    lines.add("    " + token.encoding().constValue().longValue() + " " + token.name());
                }
            }
        }
        return lines;
    }

    private static String encoding(final Token token) {
        final Encoding encoding = token.encoding();
        final String none = encoding.presence() == Encoding.Presence.OPTIONAL && encoding.nullValue() != null
                ? " none " + encoding.nullValue().longValue()
                : "";
        final String constant =
                encoding.presence() == Encoding.Presence.CONSTANT ? " always " + encoding.constValue() : "";
        return encoding.primitiveType() + " x" + token.arrayLength() + none + constant;
    }
}
