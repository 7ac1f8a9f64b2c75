package io.tiercel.engine.feed.capture;

import java.io.InputStream;
import java.util.Random;

/**
 * A file that ends where one wants, in pieces of any length. What is behind the bytes that it gives, in the memory that
 * they are read into, is given, too, and must make no difference: zeros, ones, or what would have followed.
 */
public final class PoisonedStream extends InputStream {
    private static final int MAX_PIECE = 97;
    private static final int BEHIND = 128;

    /** What is behind. */
    public enum Poison {
        ZEROS,
        ONES,
        WHAT_FOLLOWS
    }

    private final byte[] content;
    private final int end;
    private final Poison poison;
    private final Random random;
    private int at;

    /** @param end how many bytes of the content are the file's */
    public PoisonedStream(final byte[] content, final int end, final Poison poison) {
        this.content = content;
        this.end = end;
        this.poison = poison;
        random = new Random(end);
    }

    @Override
    public int read() {
        return at < end ? content[at++] & 0xFF : -1;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) {
        final int count = Math.min(Math.min(length, end - at), 1 + random.nextInt(MAX_PIECE));
        System.arraycopy(content, at, target, offset, count);
        at += count;
        for (int i = count; i < Math.min(length, count + BEHIND); i++) {
            final int follows = at + i - count;
            target[offset + i] = switch (poison) {
                case ZEROS -> 0;
                case ONES -> -1;
                case WHAT_FOLLOWS -> follows < content.length ? content[follows] : 1;
            };
        }
        return count > 0 || length == 0 ? count : -1;
    }
}
