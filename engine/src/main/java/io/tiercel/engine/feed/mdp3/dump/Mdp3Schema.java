package io.tiercel.engine.feed.mdp3.dump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** Which messages there are, and what is in them. */
public final class Mdp3Schema {
    private static final String OWN = "/sbe/mdp3.sbeir";
    private static final String WHICH = "; name the file that the exchange publishes, such as templates_FixBinary.xml";

    private final Ir schema;

    private Mdp3Schema(final Ir schema) {
        this.schema = schema;
    }

    /** What Tiercel itself reads. */
    public static Mdp3Schema own() {
        try (InputStream in = Mdp3Schema.class.getResourceAsStream(OWN)) {
            if (in == null) {
                throw new IllegalStateException("the program's own schema " + OWN + " is missing; install it again");
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes()))) {
                return new Mdp3Schema(decoder.decode());
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException("the program's own schema " + OWN + " cannot be read", failed);
        }
    }

    /**
     * A schema as the exchange publishes it, such as templates_FixBinary.xml.
     *
     * @throws IllegalArgumentException when it cannot be read, or is none; the text says why
     */
    public static Mdp3Schema read(final Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("schema " + file + " is a folder" + WHICH);
        }
        try (InputStream in = xml(file)) {
            final ParserOptions options = ParserOptions.builder()
                    .stopOnError(true)
                    .suppressOutput(true)
                    .build();
            return new Mdp3Schema(new IrGenerator().generate(XmlSchemaParser.parse(in, options)));
        } catch (final NoSuchFileException missing) {
            throw new IllegalArgumentException("schema " + file + " does not exist" + WHICH, missing);
        } catch (final IOException failed) {
            throw new IllegalArgumentException("schema " + file + " cannot be read: " + failed.getMessage(), failed);
            // The parser throws whatever it meets with.
        } catch (final Exception unreadable) {
            final String why = unreadable.getMessage();
            throw new IllegalArgumentException(
                    "schema " + file + " is no SBE schema"
                            + (why == null ? "" : ": " + why.strip().replaceAll("\\.$", "")) + WHICH,
                    unreadable);
        }
    }

    /** The file, once it is known to be XML: the schema's parser writes to the console when it is not. */
    private static InputStream xml(final Path file) throws IOException, SAXException, ParserConfigurationException {
        final byte[] bytes = Files.readAllBytes(file);
        SAXParserFactory.newInstance().newSAXParser().parse(new ByteArrayInputStream(bytes), new DefaultHandler());
        return new ByteArrayInputStream(bytes);
    }

    /** Null where the schema does not have it. */
    List<Token> message(final int schemaId, final int templateId) {
        return schemaId == schema.id() ? schema.getMessage(templateId) : null;
    }

    public int id() {
        return schema.id();
    }

    public int version() {
        return schema.version();
    }

    /** How many messages it has. */
    public int messageCount() {
        return schema.messages().size();
    }
}
