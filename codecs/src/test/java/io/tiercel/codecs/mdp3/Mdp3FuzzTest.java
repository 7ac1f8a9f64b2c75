package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole and spoilt packets: none throws, none is read beyond its end, and no message gives more entries than it has
 * bytes. {@code -Dtiercel.fuzzPackets=10000000} is the long form.
 */
final class Mdp3FuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final List<SpecifiedMessage> messages = SpecifiedMessage.all();
    private final Map<Integer, MessageDecoderFlyweight> decoders = new HashMap<>();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final int[] forms = new int[Mdp3Form.values().length];
    private int refused;

    @BeforeEach
    void setUp() throws ReflectiveOperationException {
        for (final SpecifiedMessage message : messages) {
            decoders.put(message.templateId(), GeneratedCodec.decoder(message.name()));
        }
    }

    /** The buffer ends with the packet: to read beyond it throws. */
    @Test
    void shouldGiveDefinedResultForAnyBytes() {
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = packetBytes();
            try {
                read(bytes);
            } catch (final RuntimeException failed) {
                throw new AssertionError("seed " + SEED + ", packet " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertTrue(refused > PACKETS / 100, refused + " refused");
        for (final Mdp3Form form : Mdp3Form.values()) {
            assertTrue(forms[form.ordinal()] > PACKETS / 100, form + " " + forms[form.ordinal()]);
        }
    }

    private void read(final byte[] bytes) {
        if (!packet.wrap(new UnsafeBuffer(bytes), 0, bytes.length)) {
            refused++;
            return;
        }
        int steps = 0;
        while (packet.next()) {
            assertTrue(++steps * Mdp3PacketFlyweight.MESSAGE_HEADER_LENGTH <= bytes.length);
            final Mdp3Form form = packet.form();
            forms[form.ordinal()]++;
            if (form == Mdp3Form.WHOLE) {
                readFields();
            }
        }
    }

    /** The text of a message is made of all its fields and entries. */
    private void readFields() {
        final MessageDecoderFlyweight decoder = decoders.get(packet.templateId());
        decoder.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final String text = decoder.toString();
        final long entries = text.chars().filter(c -> c == '(').count();
        assertTrue(entries <= 8L * packet.messageLength(), text);
    }

    private byte[] packetBytes() {
        if (random.nextInt(10) == 0) {
            final byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = new byte[Mdp3PacketFlyweight.HEADER_LENGTH];
        random.nextBytes(bytes);
        for (int i = random.nextInt(3); i >= 0; i--) {
            final SpecifiedMessage message = messages.get(random.nextInt(messages.size()));
            final byte[] next = new Vector(message, random.nextInt(14), 0, random).bytes();
            spoil(next);
            final int length = bytes.length;
            bytes = Arrays.copyOf(bytes, length + next.length);
            System.arraycopy(next, 0, bytes, length, next.length);
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private void spoil(final byte[] message) {
        for (int i = random.nextInt(4); i > 0; i--) {
            // Behind the size half the time, so that most packets still are packets.
            final int from = random.nextBoolean() ? 2 : random.nextInt(message.length);
            final int at = from + random.nextInt(message.length - from);
            message[at] = (byte) (random.nextBoolean() ? random.nextInt() : message[at] ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            // Length of a block, template or version
            message[2 + 2 * random.nextInt(4)] = (byte) random.nextInt(70);
        }
    }
}
