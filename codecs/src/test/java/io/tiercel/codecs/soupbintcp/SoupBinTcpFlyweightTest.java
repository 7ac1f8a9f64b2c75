package io.tiercel.codecs.soupbintcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The buffer ends with the bytes: to read beyond them throws. Each step is a packet further. */
    @Test
    void shouldNeverReadOutsideOfTheBytes() {
        final long seed = System.nanoTime();
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
                final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
                int at = 0;
                while (packet.wrap(buffer, at, bytes.length - at) == Form.WHOLE) {
                    assertTrue(packet.length() >= 3 && at + packet.length() <= bytes.length);
                    read();
                    at += packet.length();
                    whole++;
                }
            } catch (final RuntimeException failed) {
                throw new AssertionError("seed " + seed + ", packet " + i, failed);
            }
        }
        assertTrue(whole > RANDOM_PACKETS / 10, whole + " packets of seed " + seed);
    }

    private void read() {
        switch (packet.type()) {
            case SoupBinTcpType.LOGIN_REQUEST -> {
                packet.user();
                packet.password();
                packet.requestedSession();
                packet.requestedSequence();
            }
            case SoupBinTcpType.LOGIN_ACCEPTED -> {
                packet.acceptedSession();
                packet.acceptedSequence();
            }
            case SoupBinTcpType.LOGIN_REJECTED -> packet.rejectReason();
            default ->
                assertTrue(packet.payloadOffset() + packet.payloadLength()
                        <= packet.buffer().capacity());
        }
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
