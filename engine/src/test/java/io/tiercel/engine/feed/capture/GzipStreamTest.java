package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class GzipStreamTest {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    private final byte[] content = new byte[300_000];
    private final byte[] member;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    GzipStreamTest() throws IOException {
        new Random(3).nextBytes(content);
        Arrays.fill(content, 1_000, 200_000, (byte) 'x');
        member = gzip(content);
    }

    @Test
    void shouldReadMemberAfterMember() throws IOException {
        assertNull(damage(Frames.join(member, gzip(new byte[0]), member)));

        assertArrayEquals(Frames.join(content, content), read.toByteArray());
    }

    @Test
    void shouldReadMembersWithAllThatAHeaderMayHave() throws IOException {
        final byte[] header = {0x1F, (byte) 0x8B, 8, 31, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'a', 0, 'b', 'c', 0};
        final CRC32 crc = new CRC32();
        crc.update(header);
        final byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        final byte[] rest = Arrays.copyOfRange(member, HEADER, member.length);

        assertNull(damage(Frames.join(member, header, sum, rest)));
        assertEquals(2 * content.length, read.size());

        sum[0]++;
        assertEquals(
                "the header of the member at byte " + member.length + " of the file does not agree with its check sum",
                damage(Frames.join(member, header, sum, rest)));
        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldTakeZerosUpToTheEndForNoDamage() throws IOException {
        assertNull(damage(Frames.join(member, new byte[1])));
        assertNull(damage(Frames.join(member, new byte[200_000])));

        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldTakeAnythingElseBehindAMemberForDamage() throws IOException {
        assertEquals(
                "behind a member, from byte " + member.length + " of the file on, stand zeros, and at byte "
                        + (member.length + 512) + " something else",
                damage(Frames.join(member, new byte[512], member)));
        assertEquals(
                "at byte " + member.length + " of the file no member begins: 67 61 in place of 1F 8B",
                damage(Frames.join(member, "garbage".getBytes())));

        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldSayWhatIsDamagedInALaterMember() throws IOException {
        assertEquals(
                "at byte " + member.length + " of the file no member begins: 1F 8C in place of 1F 8B",
                damage(Frames.join(member, with(1, 0x8C))));
        assertEquals(
                "the member at byte " + member.length
                        + " of the file is of method 7 and flags 0; it has method 8, and flags below 32",
                damage(Frames.join(member, with(2, 7))));
        assertEquals(
                "the member at byte " + member.length
                        + " of the file is of method 8 and flags 32; it has method 8, and flags below 32",
                damage(Frames.join(member, with(3, 32))));
        for (int length = 1; length < HEADER; length++) {
            assertEquals(
                    "it ends within a member's header", damage(Frames.join(member, Arrays.copyOf(member, length))));
        }

        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldGiveWhatStandsBeforeDamagedData() throws IOException {
        assertEquals("it ends within a member's data", damage(Arrays.copyOf(member, member.length - TRAILER - 10)));
        assertEquals(content.length - 10, read.size(), 20);

        final byte[] first = new byte[100_000];
        Arrays.fill(first, (byte) 7);
        final byte[] spoilt = gzip(first);
        spoilt[HEADER] = (byte) 0xFF;
        assertEquals(
                "data of a member before byte",
                damage(Frames.join(member, spoilt)).substring(0, 28));
        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldCompareLengthAndCheckSum() throws IOException {
        final int end = member.length;
        assertEquals(
                "the member before byte " + end + " of the file has 300000 bytes, and says that it has 300001",
                damage(with(end - 4, member[end - 4] + 1)));
        assertEquals(
                "the member before byte " + end + " of the file has a check sum of",
                damage(with(end - 8, member[end - 8] + 1)).split(" [0-9A-F]{8},")[0]);
        assertArrayEquals(content, read.toByteArray());
        for (int length = 1; length <= TRAILER; length++) {
            assertEquals("it ends within a member's check sum", damage(Arrays.copyOf(member, end - length)));
            assertArrayEquals(content, read.toByteArray());
        }
    }

    /** Null without one. */
    private String damage(final byte[] file) throws IOException {
        read.reset();
        try (GzipStream stream = new GzipStream(new ByteArrayInputStream(file))) {
            stream.transferTo(read);
            return null;
        } catch (final IOException damaged) {
            return damaged.getMessage();
        }
    }

    private byte[] with(final int at, final int value) {
        final byte[] spoilt = member.clone();
        spoilt[at] = (byte) value;
        return spoilt;
    }

    private static byte[] gzip(final byte[] bytes) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(target)) {
            stream.write(bytes);
        }
        return target.toByteArray();
    }
}
