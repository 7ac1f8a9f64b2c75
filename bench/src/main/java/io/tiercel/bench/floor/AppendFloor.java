package io.tiercel.bench.floor;

import java.nio.file.Path;

/** An append of so many bytes to a bare Chronicle queue. */
public final class AppendFloor extends Floor {
    private static final long BLOCK_BYTES = 64L << 20;

    private final BareQueue queue;

    /** @param folder does not exist */
    public AppendFloor(final Path folder, final int bytes) {
        super("chronicleAppend" + bytes, false);
        queue = new BareQueue(folder, bytes, BLOCK_BYTES);
    }

    @Override
    void operate() {
        queue.append();
    }

    @Override
    public void close() {
        queue.close();
    }
}
