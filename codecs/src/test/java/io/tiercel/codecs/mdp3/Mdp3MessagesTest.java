package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.co.real_logic.sbe.ir.Token;

/** Every message, against vectors written byte by byte from the specification's layout tables. */
final class Mdp3MessagesTest {
    private static final int RUNS = 50;
    private static final int LATER_VERSION = 16;
    private static final long SEED = Long.getLong("tiercel.seed", 20_261_122L);

    private final Random random = new Random(SEED);
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();

    static List<SpecifiedMessage> messages() {
        return SpecifiedMessage.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadAndWriteAsSpecified(final SpecifiedMessage message) throws Exception {
        final GeneratedCodec codec = new GeneratedCodec(message);
        for (int run = 0; run < RUNS; run++) {
            final Vector vector = new Vector(message, SpecifiedMessage.LAST_VERSION, 0, random);

            wrap(vector.bytes());

            assertEquals(Mdp3Form.WHOLE, packet.form());
            assertEquals(vector.values, codec.read(packet));
            final byte[] written = new byte[vector.bytes().length];
            final UnsafeBuffer buffer = new UnsafeBuffer(written);
            final int length = codec.write(buffer, 2, vector.values);
            assertEquals(written.length, Mdp3PacketFlyweight.encodeSize(buffer, 0, length));
            assertArrayEquals(vector.bytes(), written, () -> "seed " + SEED);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadOlderAndLaterVersions(final SpecifiedMessage message) throws Exception {
        final GeneratedCodec codec = new GeneratedCodec(message);
        for (int run = 0; run < RUNS; run++) {
            final int version = random.nextInt(LATER_VERSION + 1);
            final int more = version > SpecifiedMessage.LAST_VERSION ? random.nextInt(20) : 0;
            final Vector vector = new Vector(message, version, more, random);

            wrap(vector.bytes());

            assertEquals(Mdp3Form.WHOLE, packet.form(), () -> "version " + version + ", seed " + SEED);
            assertEquals(vector.values, codec.read(packet), () -> "version " + version + ", seed " + SEED);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldSeeThatBytesAreMissing(final SpecifiedMessage message) {
        for (int run = 0; run < RUNS; run++) {
            final byte[] whole =
                    new Vector(message, random.nextInt(SpecifiedMessage.LAST_VERSION + 1), 0, random).bytes();
            for (int length = Mdp3PacketFlyweight.MESSAGE_HEADER_LENGTH; length < whole.length; length++) {
                final byte[] torn = Arrays.copyOf(whole, length);
                torn[0] = (byte) length;
                torn[1] = (byte) (length >>> 8);

                wrap(torn);

                assertEquals(Mdp3Form.TORN, packet.form(), length + " of " + whole.length);
            }
        }
    }

    /** A block that is shorter than the fields of its version is no older version: it is torn. */
    @ParameterizedTest
    @MethodSource("messages")
    void shouldNotTakeShortBlockForAnOlderVersion(final SpecifiedMessage message) {
        final int needed = message.fields().stream()
                .mapToInt(field -> field.offset() + field.bytes())
                .max()
                .orElse(0);
        final byte[] bytes = new Vector(message, SpecifiedMessage.LAST_VERSION, 0, random).bytes();
        for (int length = 0; length < needed; length++) {
            bytes[2] = (byte) length;
            bytes[3] = (byte) (length >>> 8);

            wrap(bytes);

            assertEquals(Mdp3Form.TORN, packet.form());
        }
    }

    @Test
    void shouldSpecifyEveryMessageOfOurSchema() throws Exception {
        final List<Integer> ours = Mdp3PublishedSchemaTest.parse(Mdp3PublishedSchemaTest.OURS).messages().stream()
                .map(message -> message.get(0).id())
                .sorted()
                .toList();

        assertEquals(
                ours,
                messages().stream().map(SpecifiedMessage::templateId).sorted().toList());
    }

    /** So that the vectors leave no field out, either. */
    @Test
    void shouldSpecifyEveryFieldOfOurSchema() throws Exception {
        final Map<Integer, Set<String>> ours = new TreeMap<>();
        for (final List<Token> message :
                Mdp3PublishedSchemaTest.parse(Mdp3PublishedSchemaTest.OURS).messages()) {
            ours.put(message.get(0).id(), fields(message));
        }
        final Map<Integer, Set<String>> specified = new TreeMap<>();
        for (final SpecifiedMessage message : messages()) {
            final Set<String> names = new TreeSet<>();
            message.fields().forEach(field -> names.add(field.name()));
            for (final SpecifiedGroup group : message.groups()) {
                group.fields().forEach(field -> names.add(group.name() + "/" + field.name()));
            }
            specified.put(message.templateId(), names);
        }

        assertEquals(ours, specified);
    }

    @Test
    void shouldTakeNoTemplateThatIsNotSpecified() {
        final List<Integer> taken = new ArrayList<>();
        for (int template = 0; template <= 0xFFFF; template++) {
            if (Mdp3Layout.of(template) != null) {
                taken.add(template);
            }
        }

        assertEquals(
                messages().stream().map(SpecifiedMessage::templateId).sorted().toList(), taken);
    }

    /** Those that take bytes, with their groups, and the parts of those that have several. */
    private static Set<String> fields(final List<Token> message) {
        final Set<String> fields = new TreeSet<>();
        String group = "";
        String field = "";
        String composite = "";
        for (int i = 0; i < message.size(); i++) {
            final Token token = message.get(i);
            switch (token.signal()) {
                case BEGIN_GROUP -> {
                    group = token.name() + "/";
                    // Its length and its number of entries
                    i += message.get(i + 1).componentTokenCount();
                }
                case END_GROUP -> group = "";
                case BEGIN_FIELD -> field = token.isConstantEncoding() ? "" : token.name();
                case BEGIN_COMPOSITE -> composite = ".";
                case END_COMPOSITE -> composite = "";
                case ENCODING, BEGIN_ENUM, BEGIN_SET -> {
                    if (!field.isEmpty() && !token.isConstantEncoding()) {
                        fields.add(group + field + (composite.isEmpty() ? "" : composite + token.name()));
                    }
                }
                default -> {
                    // Nothing that has a place of its own.
                }
            }
        }
        return fields;
    }

    private void wrap(final byte[] message) {
        final byte[] bytes = new byte[Mdp3PacketFlyweight.HEADER_LENGTH + message.length];
        System.arraycopy(message, 0, bytes, Mdp3PacketFlyweight.HEADER_LENGTH, message.length);
        assertTrue(packet.wrap(new UnsafeBuffer(bytes), 0, bytes.length));
        assertTrue(packet.next());
        assertEquals(message.length, 2 + packet.messageLength());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldBeTheOnlyMessage(final SpecifiedMessage message) {
        wrap(new Vector(message, SpecifiedMessage.LAST_VERSION, 0, random).bytes());

        assertEquals(message.templateId(), packet.templateId());
        assertFalse(packet.next());
    }
}
