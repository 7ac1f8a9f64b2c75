package io.tiercel.journal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.journal.JournalOpenedDecoder;
import io.tiercel.codecs.journal.JournalOpenedEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first record of a segment: whose journal it is of, which one it is, and how the one before it ended. Sequence,
 * time and cause of its frame are those of the last record before it; in the first segment one less than the first
 * sequence, 0 and 0.
 */
@HotPath
final class SegmentHead {
    /** The first one; its head says nothing of a segment before it. */
    static final long FIRST = 1;

    /** Before there were segments. */
    private static final int LEAST_BLOCK_LENGTH = 18;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[FrameFlyweight.MAX_PAYLOAD_LENGTH]);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final JournalOpenedEncoder encoder = new JournalOpenedEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final JournalOpenedDecoder decoder = new JournalOpenedDecoder();

    /** Leaves it in {@link #payload()}; returns its length. */
    int encode(
            final long journalId,
            final int engineId,
            final long createdNs,
            final long segment,
            final long previousChecksum) {
        encoder.wrapAndApplyHeader(payload, 0, headerEncoder)
                .journalId(journalId)
                .engineId((short) engineId)
                .frameVersion((short) FrameFlyweight.VERSION)
                .createdNs(createdNs)
                .segment(segment)
                .previousChecksum(previousChecksum);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    UnsafeBuffer payload() {
        return payload;
    }

    /** Whether there is one in the frame; then the accessors describe it as long as the frame stays as it is. */
    boolean wrap(final FrameFlyweight frame) {
        if (frame.kind() != JournalOpenedDecoder.TEMPLATE_ID
                || frame.payloadLength() < MessageHeaderDecoder.ENCODED_LENGTH + LEAST_BLOCK_LENGTH) {
            return false;
        }
        header.wrap(frame.buffer(), FrameFlyweight.HEADER_LENGTH);
        if (header.templateId() != JournalOpenedDecoder.TEMPLATE_ID || header.blockLength() < LEAST_BLOCK_LENGTH) {
            return false;
        }
        decoder.wrapAndApplyHeader(frame.buffer(), FrameFlyweight.HEADER_LENGTH, header);
        return frame.payloadLength() >= MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
    }

    long journalId() {
        return decoder.journalId();
    }

    int engineId() {
        return decoder.engineId();
    }

    long segment() {
        return knowsSegments() ? Math.max(FIRST, decoder.segment()) : FIRST;
    }

    long previousChecksum() {
        return knowsSegments() ? decoder.previousChecksum() : 0;
    }

    /** Why it is none of the journal with this id, as the segment with this number has to be. */
    String foreign(final long number, final long expectedId) {
        return "segment " + number + " is of journal " + Long.toHexString(journalId()) + ", the ones before it of "
                + Long.toHexString(expectedId);
    }

    /** Why two streams of a journal, known by their ids, are not of the same one. */
    static String unlike(final long journalId, final long otherId) {
        return "this stream is of journal " + Long.toHexString(journalId) + ", the other one of "
                + Long.toHexString(otherId);
    }

    /** Why it is not that of the segment with this number. */
    String misplaced(final long number) {
        return "segment " + number + " has to stand here, this is segment " + segment();
    }

    private boolean knowsSegments() {
        return header.blockLength() >= JournalOpenedDecoder.BLOCK_LENGTH;
    }
}
