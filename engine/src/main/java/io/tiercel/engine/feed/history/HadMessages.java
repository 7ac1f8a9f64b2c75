package io.tiercel.engine.feed.history;

import org.agrona.DirectBuffer;

/** The newest messages of a session, by number: whether one that comes again is the same. */
final class HadMessages {
    private static final int SIZE = 1 << 18;

    private final long[] numbers = new long[SIZE];
    private final int[] digests = new int[SIZE];
    private String session = "";

    /** Returns whether another message had this number; of what is older than the newest ones nobody knows. */
    boolean contradicts(
            final String newSession, final long number, final DirectBuffer buffer, final int offset, final int length) {
        if (!newSession.equals(session)) {
            session = newSession;
            java.util.Arrays.fill(numbers, 0);
        }
        int digest = length;
        for (int i = offset; i < offset + length; i++) {
            digest = digest * 31 + buffer.getByte(i);
        }
        final int slot = (int) (number & SIZE - 1);
        if (numbers[slot] == number) {
            return digests[slot] != digest;
        }
        if (numbers[slot] < number) {
            numbers[slot] = number;
            digests[slot] = digest;
        }
        return false;
    }
}
