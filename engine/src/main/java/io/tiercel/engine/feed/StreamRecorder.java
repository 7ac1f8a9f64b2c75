package io.tiercel.engine.feed;

import java.net.SocketAddress;
import org.agrona.DirectBuffer;

/** Is given what a lane reads from a server, by one TCP connection after the other. The lane's thread's. */
public interface StreamRecorder {
    /** Nothing is recorded. */
    StreamRecorder NONE = new StreamRecorder() {
        @Override
        public void onConnected(final SocketAddress local, final long timeNs) {}

        @Override
        public void onBytes(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {}

        @Override
        public void onClosed(final long timeNs) {}
    };

    /** @param local our end of it */
    void onConnected(SocketAddress local, long timeNs);

    /** The connection's next bytes, as they were read. */
    void onBytes(DirectBuffer buffer, int offset, int length, long timeNs);

    /** No more of them come, or are read. */
    void onClosed(long timeNs);
}
