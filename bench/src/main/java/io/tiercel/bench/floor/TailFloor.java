package io.tiercel.bench.floor;

import java.nio.file.Path;

/** The next document of such a queue, which was written before; from the first one again after the last. */
public final class TailFloor extends Floor {
    private static final long BLOCK_BYTES = 64L << 20;

    private final BareTailer tailer;
    private final int count;
    private int read;

    /** @param folder does not exist */
    public TailFloor(final Path folder, final int bytes, final int count) {
        super("chronicleTail" + bytes, false);
        this.count = count;
        try (BareQueue queue = new BareQueue(folder, bytes, BLOCK_BYTES)) {
            for (int i = 0; i < count; i++) {
                queue.append();
            }
        }
        tailer = new BareTailer(folder, BLOCK_BYTES);
    }

    @Override
    long sampleNs() {
        rewind();
        return super.sampleNs();
    }

    @Override
    void operate() {
        rewind();
        if (tailer.next() < 0) {
            throw new IllegalStateException("the tailer found " + read + " of " + count + " documents");
        }
        read++;
    }

    private void rewind() {
        if (read == count) {
            tailer.toStart();
            read = 0;
        }
    }

    @Override
    public void close() {
        tailer.close();
    }
}
