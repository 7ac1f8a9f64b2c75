package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedField;
import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedGroup;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole and spoilt packets: none throws, none is read beyond its end, and messages and entries are no more than their
 * bytes allow. {@code -Dtiercel.fuzzPackets=10000000} is the long form.
 */
final class Mdp3FuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    /** Each message is looked at for its form, its entries and its text. */
    private static final int READS_PER_BYTE = 6;

    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final List<SpecifiedMessage> messages = SpecifiedMessage.all();
    private final Map<Integer, MessageDecoderFlyweight> decoders = new HashMap<>();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final int[] forms = new int[Mdp3Form.values().length];
    private final Map<Integer, SpecifiedMessage> byTemplate = new HashMap<>();
    private final Map<String, Method> groups = new HashMap<>();
    private int refused;
    private long entries;

    @BeforeEach
    void setUp() throws ReflectiveOperationException {
        for (final SpecifiedMessage message : messages) {
            byTemplate.put(message.templateId(), message);
            decoders.put(message.templateId(), GeneratedCodec.decoder(message.name()));
        }
    }

    /** Whatever stands around the packet makes no difference. */
    @Test
    void shouldGiveDefinedResultForAnyBytes() {
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = packetBytes();
            try {
                count(Surrounded.read(bytes, READS_PER_BYTE, this::read));
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + SEED + ", packet " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertTrue(refused > PACKETS / 100, refused + " refused");
        for (final Mdp3Form form : Mdp3Form.values()) {
            assertTrue(forms[form.ordinal()] > PACKETS / 100, form + " " + forms[form.ordinal()]);
        }
        assertTrue(entries > PACKETS, entries + " entries");
    }

    /** What a packet is, form and text of each message; null when it is none. */
    private record Packet(List<Mdp3Form> forms, List<String> messages, long entries) {}

    private void count(final Packet read) {
        if (read == null) {
            refused++;
            return;
        }
        read.forms.forEach(form -> forms[form.ordinal()]++);
        entries += read.entries;
    }

    private Packet read(final UnsafeBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            return null;
        }
        final List<Mdp3Form> found = new ArrayList<>();
        final List<String> messagesRead = new ArrayList<>();
        long entriesRead = 0;
        while (packet.next()) {
            found.add(packet.form());
            assertTrue(found.size() * Mdp3PacketFlyweight.MESSAGE_HEADER_LENGTH <= length, found::toString);
            if (packet.form() == Mdp3Form.WHOLE) {
                final MessageDecoderFlyweight decoder = decoders.get(packet.templateId());
                entriesRead += entries(decoder);
                decoder.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
                // The text of a message is made of all its fields and entries.
                messagesRead.add(decoder.toString());
            }
        }
        return new Packet(found, messagesRead, entriesRead);
    }

    /** Goes through all of the message's groups, whose entries with their headers are not more than its bytes. */
    private long entries(final MessageDecoderFlyweight decoder) {
        final SpecifiedMessage message = byTemplate.get(packet.templateId());
        decoder.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        long count = 0;
        long bytes = 0;
        for (final SpecifiedGroup group : message.groups()) {
            final int inGroup = entries(message, group, decoder);
            int entryLength = 0;
            for (final SpecifiedField field : group.fields()) {
                if (field.since() <= packet.version()) {
                    entryLength = Math.max(entryLength, field.offset() + field.bytes());
                }
            }
            count += inGroup;
            bytes += inGroup == 0 ? 0 : group.headerLength() + (long) inGroup * entryLength;
        }
        final long all = count;
        assertTrue(bytes <= packet.bodyLength(), () -> all + " entries in " + packet.bodyLength() + " bytes");
        return count;
    }

    /** Goes through the entries of a group, and says how many there were. */
    private int entries(
            final SpecifiedMessage message, final SpecifiedGroup group, final MessageDecoderFlyweight decoder) {
        int steps = 0;
        try {
            Method accessor = groups.get(message.name() + "." + group.name());
            if (accessor == null) {
                final String name = Character.toLowerCase(group.name().charAt(0))
                        + group.name().substring(1);
                accessor = decoder.getClass().getMethod(name);
                groups.put(message.name() + "." + group.name(), accessor);
            }
            final Iterator<?> entriesOfGroup = (Iterator<?>) accessor.invoke(decoder);
            while (entriesOfGroup.hasNext()) {
                entriesOfGroup.next();
                steps++;
            }
        } catch (final ReflectiveOperationException failed) {
            throw new AssertionError(failed);
        }
        return steps;
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
