package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.ByteStream;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One direction of a TCP connection: what a TCP replay of MDP 3.0 sends, by its begin, else SoupBinTCP. */
final class StreamContent implements ByteStream {
    private final Supplier<ByteStream> replay;
    private final Supplier<ByteStream> soup;
    private final UnsafeBuffer begin = new UnsafeBuffer(new byte[ReplayStream.BEGIN]);
    private int filled;
    /** Null until it is known. */
    private ByteStream content;

    StreamContent(final Supplier<ByteStream> replay, final Supplier<ByteStream> soup) {
        this.replay = replay;
        this.soup = soup;
    }

    @Override
    public void onBegin() {
        content = null;
        filled = 0;
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        int taken = 0;
        if (content == null) {
            taken = Math.min(length, ReplayStream.BEGIN - filled);
            begin.putBytes(filled, buffer, offset, taken);
            filled += taken;
            if (filled < ReplayStream.BEGIN) {
                return;
            }
            choose(ReplayStream.recognises(begin) ? replay : soup);
        }
        if (taken < length) {
            content.onBytes(buffer, offset + taken, length - taken);
        }
    }

    private void choose(final Supplier<ByteStream> chosen) {
        content = chosen.get();
        content.onBegin();
        content.onBytes(begin, 0, filled);
    }

    /** What was too short to be a replay's. */
    private void chooseAtEnd() {
        if (content == null && filled > 0) {
            choose(soup);
        }
    }

    @Override
    public void onLost(final long bytes) {
        chooseAtEnd();
        if (content != null) {
            content.onLost(bytes);
        }
    }

    @Override
    public void onEnd() {
        chooseAtEnd();
        if (content != null) {
            content.onEnd();
        }
    }
}
