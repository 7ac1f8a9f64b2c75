package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.mdp3.ReplayTextFlyweight.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class ReplayTextFlyweightTest {
    private static final int FUZZ_INPUTS = Integer.getInteger("tiercel.fuzzPackets", 100_000);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final ReplayTextFlyweight text = new ReplayTextFlyweight();

    @Test
    void shouldWriteWhatTheExchangeReads() {
        final String logon = "9=20|35=A|553=CME|554=pw|";
        assertEquals(
                logon + "10=" + sum(logon) + "|", written(ReplayTextFlyweight.encodeLogon(buffer, 0, "CME", "pw")));

        final int length = ReplayTextFlyweight.encodeRequest(buffer, 0, 310, 7, 1_000, 2_999);
        final String request = "9=44|35=V|1180=310|262=310-7|1182=1000|1183=2999|";
        assertEquals(request + "10=" + sum(request) + "|", written(length));
    }

    @Test
    void shouldReadFields() {
        final int length = ReplayTextFlyweight.encodeRequest(buffer, 3, 310, 7, 1_000, 4_294_967_295L);

        assertEquals(Form.WHOLE, text.wrap(buffer, 3, length + 100));
        assertEquals(length, text.length());
        assertEquals(ReplayTextFlyweight.REQUEST, text.type());
        assertEquals("310", text.field(ReplayTextFlyweight.APPL_ID));
        assertEquals("1000", text.field(ReplayTextFlyweight.APPL_BEGIN));
        assertEquals("4294967295", text.field(ReplayTextFlyweight.APPL_END));
        assertEquals("", text.field(ReplayTextFlyweight.USERNAME));
        for (int part = 0; part < length; part++) {
            assertEquals(Form.PARTIAL, text.wrap(buffer, 3, part), "with " + part + " bytes");
        }
    }

    @Test
    void shouldRefuseWhatIsNone() {
        final int length = ReplayTextFlyweight.encodeLogout(buffer, 0);
        assertEquals(Form.WHOLE, text.wrap(buffer, 0, length));
        for (int i = 0; i < length; i++) {
            final byte before = buffer.getByte(i);
            buffer.putByte(i, (byte) (before ^ 1));
            assertNotEquals(Form.WHOLE, text.wrap(buffer, 0, length), "byte " + i);
            buffer.putByte(i, before);
        }
    }

    /** Whatever stands around the bytes makes no difference. */
    @Test
    void shouldReadAnyBytesWithoutHarm() {
        final Random random = new Random(5);
        int whole = 0;
        for (int i = 0; i < FUZZ_INPUTS; i++) {
            int length = ReplayTextFlyweight.encodeRequest(buffer, 0, 310, i, i, i + 5);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                buffer.putByte(random.nextInt(length), (byte) random.nextInt());
            }
            if (random.nextBoolean()) {
                // Any end, with the length and the checksum that are right.
                final byte[] bytes = new byte[length];
                buffer.getBytes(0, bytes);
                final String all = new String(bytes, StandardCharsets.ISO_8859_1);
                length = put(all.substring(5, 5 + random.nextInt(length - 12)));
            }
            final byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(length + 20) : length];
            buffer.getBytes(0, bytes);

            whole += Surrounded.read(bytes, 1, this::readAll).isEmpty() ? 0 : 1;
        }
        assertTrue(whole > FUZZ_INPUTS / 10, whole + " whole");
    }

    /** Empty when it is not whole. */
    private List<String> readAll(final UnsafeBuffer bytes, final int offset, final int length) {
        final List<String> read = new ArrayList<>();
        if (text.wrap(bytes, offset, length) == Form.WHOLE) {
            assertTrue(text.length() <= length);
            read.add(text.type() + " " + text.length());
            for (final int tag : new int[] {
                ReplayTextFlyweight.USERNAME,
                ReplayTextFlyweight.PASSWORD,
                ReplayTextFlyweight.REQUEST_ID,
                ReplayTextFlyweight.APPL_ID,
                ReplayTextFlyweight.APPL_BEGIN,
                ReplayTextFlyweight.APPL_END
            }) {
                read.add(text.field(tag));
            }
        }
        return read;
    }

    /** One ends with a separator, and says what it is: what lacks either has no fields to read. */
    @Test
    void shouldRefuseFieldsThatDoNotEnd() {
        final String soh = String.valueOf((char) 1);
        for (final String fields : new String[] {"", "35=", "35=A", "35=V" + soh + "1180=3", "35=" + soh}) {
            final int length = put(fields);

            assertEquals(Form.MALFORMED, text.wrap(buffer, 0, length), fields);
        }
        assertEquals(Form.WHOLE, text.wrap(buffer, 0, put("35=A" + soh)));
        assertEquals(ReplayTextFlyweight.LOGON, text.type());
        assertEquals("", text.field(ReplayTextFlyweight.APPL_END));
    }

    /** With length and checksum; returns how long it is. */
    private int put(final String fields) {
        final String begin = "9=" + fields.length() + (char) 1 + fields;
        final byte[] bytes = (begin + "10=" + sum(begin) + (char) 1).getBytes(StandardCharsets.ISO_8859_1);
        buffer.putBytes(0, bytes);
        return bytes.length;
    }

    private String written(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.US_ASCII).replace((char) 1, '|');
    }

    private static String sum(final String text) {
        int sum = 0;
        for (final char each : text.toCharArray()) {
            sum += each == '|' ? 1 : each;
        }
        return String.format("%03d", sum & 0xFF);
    }
}
