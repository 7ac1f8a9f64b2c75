package io.tiercel.engine.feed.capture;

import org.agrona.DirectBuffer;

/** Who reads one direction of a TCP connection. */
public interface ByteStream {
    /** The first byte comes next: the connection's, or the first one that was captured. */
    void onBegin();

    void onBytes(DirectBuffer buffer, int offset, int length);

    /** So many bytes are missing before the next ones. */
    void onLost(long bytes);

    /** No more bytes come. */
    void onEnd();
}
