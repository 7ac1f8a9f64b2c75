package io.tiercel.codecs.mdp3;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Which bytes a message of one template must have before its generated decoder may read them. By SBE's rules a block
 * may be longer than is known, and groups of a later version may lie behind those that are known; both are passed
 * over. It must be as long as the fields that its version has.
 *
 * <p>What is looked at takes steps by the number of groups, not of their entries.
 */
@HotPath
final class Mdp3Layout {
    /** Versions from this one on have the same fields, as far as they are known. */
    private static final int LAST_VERSION = 13;
    /** A group's length of entries and their number: 3 bytes, or 8 with five unused in between. */
    private static final int SMALL_HEADER = 3;

    private static final int WIDE_HEADER = 8;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final Mdp3Layout[] BY_TEMPLATE = new Mdp3Layout[70];

    private final int[] blockBytes;
    private int groupCount;
    private final int[] headerLengths = new int[7];
    private final int[] sinceVersions = new int[7];
    private final int[][] entryBytes = new int[7][];

    static {
        // Events: time and indicator
        final int event = 9;
        template(4).block(event).group(2);
        template(12);
        template(15).block(1);
        template(16).block(100);
        template(30).block(30);
        template(32, 46).block(event).group(27).orders(22).since(7);
        template(33, 49).block(event).group(25);
        template(34, 50).block(event).group(32);
        template(35, 51).block(event).group(19).from(8, 23);
        template(37).block(event).group(13);
        template(39).block(32).group(30);
        template(42, 48).block(event).group(26).from(7, 30).orders(12);
        template(43, 47).block(event).group(34);
        template(64).block(event).group(31).orders(22);
        template(65).block(event).group(34).orders(12);
        template(66).block(event).group(17);
        template(67).block(event).group(27);
        template(60).block(30).group(10);
        template(62).block(event).group(38);

        // Snapshots
        template(38, 52).block(59).group(22);
        template(44, 53).block(28).group(29);
        template(69).block(59).group(23);
        template(59).block(13).group(29);
        template(61).block(37).group(26);
        template(68).block(37).group(23);

        // Definitions: events, feed types, attributes, lots, and their own
        template(27).block(213).blockFrom(3, 214).blockFrom(6, 216).definition();
        template(54).block(216).definition();
        template(41)
                .block(211)
                .blockFrom(6, 213)
                .definition()
                .group(24)
                .group(24)
                .since(7);
        template(55).block(213).definition().group(24).group(24);
        template(29).block(193).blockFrom(6, 195).definition().group(18);
        template(56).block(195).definition().group(18);
        template(57).block(338).definition();
        template(58)
                .block(255)
                .blockFrom(11, 275)
                .blockFrom(13, 276)
                .definition()
                .group(108)
                .from(11, 118)
                .group(32)
                .group(16)
                .since(13);
        // Its lots have quantities of 64 bits.
        template(63)
                .block(309)
                .blockFrom(13, 337)
                .group(9)
                .group(4)
                .group(4)
                .group(9)
                .group(18);
    }

    private Mdp3Layout() {
        blockBytes = new int[LAST_VERSION + 1];
    }

    /** Null where the template is not known. */
    static Mdp3Layout of(final int templateId) {
        return templateId < BY_TEMPLATE.length ? BY_TEMPLATE[templateId] : null;
    }

    Mdp3Form form(
            final DirectBuffer buffer, final int offset, final int length, final int blockLength, final int version) {
        final int known = Math.min(version, LAST_VERSION);
        if (blockLength < blockBytes[known] || blockLength > length) {
            return Mdp3Form.TORN;
        }
        int position = blockLength;
        for (int i = 0; i < groupCount && sinceVersions[i] <= known; i++) {
            final int header = headerLengths[i];
            if (position + header > length) {
                return Mdp3Form.TORN;
            }
            final int entryLength = buffer.getShort(offset + position, ORDER) & 0xFFFF;
            position += header;
            final int count = buffer.getByte(offset + position - 1) & 0xFF;
            if (count > 0 && entryLength < entryBytes[i][known]) {
                return Mdp3Form.TORN;
            }
            position += entryLength * count;
            if (position > length) {
                return Mdp3Form.TORN;
            }
        }
        return Mdp3Form.WHOLE;
    }

    /** The same for all of these templates. */
    @ColdPath
    private static Mdp3Layout template(final int... templateIds) {
        final Mdp3Layout layout = new Mdp3Layout();
        for (final int templateId : templateIds) {
            BY_TEMPLATE[templateId] = layout;
        }
        return layout;
    }

    @ColdPath
    private Mdp3Layout block(final int bytes) {
        return blockFrom(0, bytes);
    }

    @ColdPath
    private Mdp3Layout blockFrom(final int version, final int bytes) {
        Arrays.fill(blockBytes, version, blockBytes.length, bytes);
        return this;
    }

    @ColdPath
    private Mdp3Layout group(final int bytes) {
        return group(SMALL_HEADER, bytes);
    }

    @ColdPath
    private Mdp3Layout orders(final int bytes) {
        return group(WIDE_HEADER, bytes);
    }

    @ColdPath
    private Mdp3Layout group(final int headerLength, final int bytes) {
        headerLengths[groupCount] = headerLength;
        entryBytes[groupCount++] = new int[LAST_VERSION + 1];
        return from(0, bytes);
    }

    /** Of the newest group. */
    @ColdPath
    private Mdp3Layout from(final int version, final int bytes) {
        Arrays.fill(entryBytes[groupCount - 1], version, LAST_VERSION + 1, bytes);
        return this;
    }

    /** The newest group. */
    @ColdPath
    private Mdp3Layout since(final int version) {
        sinceVersions[groupCount - 1] = version;
        return this;
    }

    @ColdPath
    private Mdp3Layout definition() {
        return group(9).group(4).group(4).group(5);
    }
}
