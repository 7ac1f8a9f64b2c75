package io.tiercel.engine.venue.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Finds where a log that is there already can go on. */
final class VenueLogTail {
    private static final byte[] FIRST_LINE = (VenueLog.COLUMNS + "\n").getBytes(StandardCharsets.US_ASCII);

    private VenueLogTail() {}

    /** Behind the last whole line; what follows that is cut off. */
    static void seekEnd(final FileChannel channel) throws IOException {
        final ByteBuffer begin = ByteBuffer.allocate(FIRST_LINE.length);
        while (begin.hasRemaining() && channel.read(begin) > 0) {
            // Until it is full or the file ends.
        }
        if (!begin.flip().equals(ByteBuffer.wrap(FIRST_LINE))) {
            channel.close();
            throw new IOException("its first line is not that of a venue log");
        }
        final ByteBuffer single = ByteBuffer.allocate(1);
        long end = channel.size();
        while (channel.read(single.clear(), end - 1) == 1 && single.get(0) != '\n') {
            end--;
        }
        channel.truncate(end).position(end);
    }
}
