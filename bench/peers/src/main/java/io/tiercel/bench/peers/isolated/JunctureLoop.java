package io.tiercel.bench.peers.isolated;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50Parser;
import io.tiercel.bench.peers.Packets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** MoldUDP64's packets, message by message, for Juncture's parser: as little as can be done about them. */
final class JunctureLoop {
    private static final int HEADER_LENGTH = 20;
    private static final int BLOCK_HEADER_LENGTH = 2;

    private final ITCH50Parser parser;

    JunctureLoop(final ITCH50Parser parser) {
        this.parser = parser;
    }

    void apply(final Packets packets, final int from, final int to) {
        final ByteBuffer bytes = packets.bytes();
        try {
            for (int i = from; i < to; i++) {
                final int end = packets.end(i);
                int block = packets.begin(i) + HEADER_LENGTH;
                while (block < end) {
                    final int message = block + BLOCK_HEADER_LENGTH;
                    bytes.position(message);
                    block = message + (bytes.getShort(block) & 0xFFFF);
                    parser.message(bytes);
                }
            }
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
