package io.tiercel.codecs.soupbintcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight.Form;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Packets as the specification has them, character by character. {@code -Dtiercel.fuzzPackets=10000000} is the long
 * form of the random ones.
 */
final class SoupBinTcpFlyweightTest {
    private static final int RANDOM_PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final byte[] LOGIN = ascii("\0\57LMYUSERsecret1   " + "     DAY01" + "                1234");
    private static final byte[] ACCEPTED = ascii("\0\37A" + "     DAY01" + "                1234");

    private final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
    private final UnsafeBuffer written = new UnsafeBuffer(new byte[100]);

    @Test
    void shouldReadAndWriteLogin() {
        assertEquals(Form.WHOLE, wrap(LOGIN));
        assertEquals(SoupBinTcpType.LOGIN_REQUEST, packet.type());
        assertEquals("MYUSER", packet.user());
        assertEquals("secret1", packet.password());
        assertEquals("DAY01", packet.requestedSession());
        assertEquals(1_234, packet.requestedSequence());
        assertEquals(LOGIN.length, packet.length());

        same(LOGIN, SoupBinTcpEncoder.login(written, 0, "MYUSER", "secret1", "DAY01", 1_234));
    }

    @Test
    void shouldReadAndWriteAnswersToLogin() {
        assertEquals(Form.WHOLE, wrap(ACCEPTED));
        assertEquals(SoupBinTcpType.LOGIN_ACCEPTED, packet.type());
        assertEquals("DAY01", packet.acceptedSession());
        assertEquals(1_234, packet.acceptedSequence());
        same(ACCEPTED, SoupBinTcpEncoder.loginAccepted(written, 0, "DAY01", 1_234));

        final byte[] rejected = ascii("\0\2JS");
        assertEquals(Form.WHOLE, wrap(rejected));
        assertEquals('S', packet.rejectReason());
        same(rejected, SoupBinTcpEncoder.loginRejected(written, 0, 'S'));
    }

    @Test
    void shouldReadAndWriteData() {
        for (final byte type : new byte[] {'S', 'U', '+'}) {
            final byte[] data = ascii("\0\4_abc");
            data[2] = type;
            assertEquals(Form.WHOLE, wrap(data));
            assertEquals(type, packet.type());
            assertEquals(3, packet.payloadOffset());
            assertEquals(3, packet.payloadLength());
            same(data, SoupBinTcpEncoder.data(written, 0, type, new UnsafeBuffer(ascii("abc")), 0, 3));
        }
        assertEquals(Form.WHOLE, wrap(ascii("\0\1S")));
        assertEquals(0, packet.payloadLength());
    }

    @Test
    void shouldReadAndWriteWhatHasNoPayload() {
        for (final byte type : new byte[] {'H', 'Z', 'R', 'O'}) {
            final byte[] empty = {0, 1, type};
            assertEquals(Form.WHOLE, wrap(empty));
            assertEquals(type, packet.type());
            same(empty, SoupBinTcpEncoder.empty(written, 0, type));
        }
    }

    @Test
    void shouldWaitForTheRest() {
        for (int length = 0; length < LOGIN.length; length++) {
            assertEquals(Form.PARTIAL, wrap(Arrays.copyOf(LOGIN, length)), length + " bytes");
        }
        final byte[] two = Arrays.copyOf(ACCEPTED, ACCEPTED.length + 1);
        assertEquals(Form.WHOLE, wrap(two));
        assertEquals(ACCEPTED.length, packet.length());
    }

    @Test
    void shouldRefuseWhatIsNoPacket() {
        assertEquals(Form.MALFORMED, wrap(ascii("\0\0")));
        assertEquals(Form.MALFORMED, wrap(ascii("\0\1Q")));
        assertEquals(Form.MALFORMED, wrap(ascii("\0\2Hx")));
        assertEquals(Form.MALFORMED, wrap(ascii("\0\1A")));
        assertEquals(Form.MALFORMED, wrap(ascii("\0\3JAB")));
        assertEquals(Form.MALFORMED, wrap(ascii("\0\56L")));
    }

    @Test
    void shouldTakeOnlyDigitsForNumbers() {
        for (final String bad : new String[] {"", "    ", "1 2", "-1", "12a", "99999999999999999999"}) {
            final byte[] bytes = ascii(String.format("%20s", bad));
            assertEquals(-1, SoupBinTcpFlyweight.number(new UnsafeBuffer(bytes), 0, 20), bad);
        }
        assertEquals(7, SoupBinTcpFlyweight.number(new UnsafeBuffer(ascii(" 7  ")), 0, 4));
        assertEquals(
                Long.MAX_VALUE, SoupBinTcpFlyweight.number(new UnsafeBuffer(ascii(" 9223372036854775807")), 0, 20));
    }

    /** Whatever stands around the bytes makes no difference. Each step is a packet further, of three bytes or more. */
    @Test
    void shouldNeverReadOutsideOfTheBytes() {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        final byte[] types = ascii("+AJSHZLURO?");
        long whole = 0;
        for (int i = 0; i < RANDOM_PACKETS; i++) {
            final byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            for (int at = 0; at + 3 <= bytes.length; at += 3 + (bytes[at + 1] & 0x3F)) {
                bytes[at] = 0;
                bytes[at + 1] &= 0x3F;
                bytes[at + 2] = types[random.nextInt(types.length)];
            }
            try {
                final List<String> read = Surrounded.read(bytes, 3, this::readAll);
                assertTrue(3 * (read.size() - 1) <= bytes.length, read::toString);
                whole += read.size() - 1;
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", packet " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertTrue(whole > RANDOM_PACKETS / 10, whole + " packets of seed " + seed);
    }

    /** All packets, then what follows them. */
    private List<String> readAll(final UnsafeBuffer buffer, final int offset, final int length) {
        final List<String> read = new ArrayList<>();
        int at = 0;
        Form form = packet.wrap(buffer, offset, length);
        while (form == Form.WHOLE) {
            assertTrue(packet.length() >= 3 && at + packet.length() <= length);
            read.add((char) packet.type() + " " + fields(offset + at));
            at += packet.length();
            form = packet.wrap(buffer, offset + at, length - at);
        }
        read.add(form + " at " + at);
        return read;
    }

    private String fields(final int begin) {
        return switch (packet.type()) {
            case SoupBinTcpType.LOGIN_REQUEST ->
                packet.user() + " " + packet.password() + " " + packet.requestedSession() + " "
                        + packet.requestedSequence();
            case SoupBinTcpType.LOGIN_ACCEPTED -> packet.acceptedSession() + " " + packet.acceptedSequence();
            case SoupBinTcpType.LOGIN_REJECTED -> "" + packet.rejectReason();
            default -> {
                assertEquals(begin + packet.length(), packet.payloadOffset() + packet.payloadLength());
                final byte[] payload = new byte[packet.payloadLength()];
                packet.buffer().getBytes(packet.payloadOffset(), payload);
                yield Arrays.toString(payload);
            }
        };
    }

    /** With random legal values, each several times; none of the types that there are is left out. */
    @Test
    void shouldReadEveryTypeAsItWasWritten() throws ReflectiveOperationException {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        final List<Byte> types = new ArrayList<>();
        for (final Field field : SoupBinTcpType.class.getDeclaredFields()) {
            if (field.getType() == byte.class) {
                types.add(field.getByte(null));
            }
        }
        assertEquals(10, types.size());
        for (int i = 0; i < 500; i++) {
            for (final byte type : types) {
                final List<String> expected = new ArrayList<>();
                final int length = write(type, random, expected);
                final byte[] bytes = new byte[length];
                written.getBytes(0, bytes);

                expected.add("PARTIAL at " + length);
                assertEquals(expected, Surrounded.read(bytes, 3, this::readAll), () -> "seed " + seed);
            }
        }
    }

    private int write(final byte type, final Random random, final List<String> expected) {
        final String session = letters(random, 10);
        final long sequence = random.nextLong() >>> 1 + random.nextInt(62);
        final String begin = (char) type + " ";
        switch (type) {
            case SoupBinTcpType.LOGIN_REQUEST -> {
                final String user = letters(random, 6);
                final String password = letters(random, 10);
                expected.add(begin + user + " " + password + " " + session + " " + sequence);
                return SoupBinTcpEncoder.login(written, 0, user, password, session, sequence);
            }
            case SoupBinTcpType.LOGIN_ACCEPTED -> {
                expected.add(begin + session + " " + sequence);
                return SoupBinTcpEncoder.loginAccepted(written, 0, session, sequence);
            }
            case SoupBinTcpType.LOGIN_REJECTED -> {
                final char reason = (char) ('A' + random.nextInt(26));
                expected.add(begin + (byte) reason);
                return SoupBinTcpEncoder.loginRejected(written, 0, reason);
            }
            case SoupBinTcpType.SEQUENCED_DATA, SoupBinTcpType.UNSEQUENCED_DATA, SoupBinTcpType.DEBUG -> {
                final byte[] data = new byte[random.nextInt(80)];
                random.nextBytes(data);
                expected.add(begin + Arrays.toString(data));
                return SoupBinTcpEncoder.data(written, 0, type, new UnsafeBuffer(data), 0, data.length);
            }
            default -> {
                expected.add(begin + "[]");
                return SoupBinTcpEncoder.empty(written, 0, type);
            }
        }
    }

    private static String letters(final Random random, final int most) {
        final StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            letters.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return letters.toString();
    }

    private Form wrap(final byte[] bytes) {
        return packet.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private void same(final byte[] expected, final int length) {
        final byte[] bytes = new byte[length];
        written.getBytes(0, bytes);
        assertArrayEquals(expected, bytes);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
