package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest messages of a session, in pieces of memory of which the oldest goes when there are enough. */
public final class SentMessages {
    private static final int PIECE_BYTES = 1 << 20;
    private static final int MARKED = 128;

    /** Messages behind their lengths, as they stand in a packet. */
    private static final class Piece {
        long first;
        /** Where every {@link #MARKED}th message begins. */
        final int[] marks = new int[1 + PIECE_BYTES / (MARKED * MoldUdp64Flyweight.BLOCK_HEADER_LENGTH)];

        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[PIECE_BYTES]);
        int end;
        Piece following;

        Piece(final long first) {
            this.first = first;
        }
    }

    /**
     * A reader's place among them. It goes on in what is not kept any more, so who keeps one for long keeps memory.
     */
    public final class Cursor {
        private Piece piece;
        private int at;
        private int length;
        private long sequence;

        private Cursor() {}

        /** Goes to the next message; false when it was not sent yet. */
        public boolean next() {
            if (piece == null) {
                piece = pieces.peekFirst();
            }
            if (piece != null && at == piece.end && piece.following != null) {
                piece = piece.following;
                at = 0;
            }
            if (piece == null || at == piece.end) {
                return false;
            }
            length = MoldUdp64Flyweight.decodeBlockLength(piece.bytes, at);
            at += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + length;
            sequence++;
            return true;
        }

        /** Of the message that comes next. */
        public long sequence() {
            return sequence;
        }

        /** Of the message that it is at, as all below. */
        public DirectBuffer buffer() {
            return piece.bytes;
        }

        public int offset() {
            return at - length;
        }

        public int length() {
            return length;
        }
    }

    private final int maxPieces;
    /** Whether a piece that goes is the next one again: only where nobody reads on in it. */
    private final boolean reuses;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<Piece> unused = new ArrayDeque<>();
    private final Cursor copying = new Cursor();
    private long next = 1;
    private int copiedBytes;

    /** @param bytes that are kept, about */
    public SentMessages(final long bytes) {
        this(bytes, false);
    }

    private SentMessages(final long bytes, final boolean reuses) {
        maxPieces = Math.toIntExact(Math.max(1, bytes / PIECE_BYTES));
        this.reuses = reuses;
    }

    /** For those who {@link #copy} only: nothing is allocated any more once there are as many bytes. */
    public static SentMessages copiedOnly(final long bytes) {
        return new SentMessages(bytes, true);
    }

    /** Those that follow are of another session. */
    public void begin() {
        if (reuses) {
            unused.addAll(pieces);
        }
        pieces.clear();
        next = 1;
    }

    /** The sequence of the next message. */
    public long next() {
        return next;
    }

    public void add(final DirectBuffer buffer, final int offset, final int length) {
        final int blockLength = MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + length;
        if (pieces.isEmpty() || pieces.getLast().end + blockLength > PIECE_BYTES) {
            addPiece();
        }
        final Piece piece = pieces.getLast();
        final int place = (int) (next - piece.first);
        if (place % MARKED == 0) {
            piece.marks[place / MARKED] = piece.end;
        }
        MoldUdp64Flyweight.encodeBlockLength(piece.bytes, piece.end, length);
        piece.bytes.putBytes(piece.end + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH, buffer, offset, length);
        piece.end += blockLength;
        next++;
    }

    private void addPiece() {
        if (reuses && pieces.size() == maxPieces) {
            unused.addLast(pieces.removeFirst());
        }
        final Piece piece = unused.isEmpty() ? new Piece(next) : unused.removeFirst();
        piece.first = next;
        piece.end = 0;
        piece.following = null;
        if (!pieces.isEmpty()) {
            pieces.getLast().following = piece;
        }
        pieces.addLast(piece);
        if (pieces.size() > maxPieces) {
            pieces.removeFirst();
        }
    }

    /**
     * From this message on, or from the first one that is kept; at most from the next that is sent. Takes steps by the
     * pieces that are kept and by the messages between two marks, however many there are.
     */
    public Cursor from(final long sequence) {
        return seek(new Cursor(), sequence);
    }

    private Cursor seek(final Cursor cursor, final long sequence) {
        cursor.piece = null;
        cursor.at = 0;
        cursor.length = 0;
        cursor.sequence = pieces.isEmpty() ? next : pieces.getFirst().first;
        for (Piece each = pieces.peekFirst(); each != null; each = each.following) {
            if (each.first <= sequence) {
                cursor.piece = each;
                cursor.sequence = each.first;
            }
        }
        if (cursor.piece != null) {
            final int marks = (int) ((Math.min(sequence, next - 1) - cursor.sequence) / MARKED);
            cursor.at = cursor.piece.marks[marks];
            cursor.sequence += (long) marks * MARKED;
        }
        while (cursor.sequence < sequence && cursor.next()) {
            // Message by message: only they know how long they are.
            continue;
        }
        return cursor;
    }

    /**
     * Copies messages from this one on, each behind its length, as far as they are wanted, are there, and fit.
     *
     * @return how many; {@link #copiedBytes} has their length
     */
    public int copy(
            final long sequence, final int count, final MutableDirectBuffer target, final int offset, final int room) {
        int copied = 0;
        copiedBytes = 0;
        final Cursor cursor = seek(copying, sequence);
        if (cursor.sequence() != sequence) {
            return 0;
        }
        while (copied < count && cursor.next()) {
            final int blockLength = MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + cursor.length();
            if (copiedBytes + blockLength > room) {
                return copied;
            }
            target.putBytes(
                    offset + copiedBytes,
                    cursor.buffer(),
                    cursor.offset() - MoldUdp64Flyweight.BLOCK_HEADER_LENGTH,
                    blockLength);
            copiedBytes += blockLength;
            copied++;
        }
        return copied;
    }

    /** Of the last {@link #copy}. */
    public int copiedBytes() {
        return copiedBytes;
    }
}
