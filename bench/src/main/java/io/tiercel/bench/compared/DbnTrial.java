package io.tiercel.bench.compared;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.dbn.DbnMetadata;
import io.tiercel.engine.feed.capture.FileBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file of records by order, read by the engine's reader: all their fields added up, or nothing but read. */
public final class DbnTrial implements Trial {
    /** Such a piece is asked for at a time where nothing is decoded. */
    private static final int PIECE = 1 << 12;

    private final Path file;
    private final boolean decodes;
    private final DbnFlyweight record = new DbnFlyweight();
    private FileBytes bytes;
    private long total;

    private DbnTrial(final Path file, final boolean decodes) {
        this.file = file;
        this.decodes = decodes;
    }

    public static Entrant entrant(final String name, final Path file, final boolean decodes) {
        return new Entrant(name, () -> new DbnTrial(file, decodes));
    }

    @Override
    public void prepare() {
        try {
            bytes = FileBytes.open(file);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        bytes.has(DbnMetadata.PRELUDE_LENGTH);
        bytes.skip(DbnMetadata.PRELUDE_LENGTH + DbnMetadata.length(bytes.buffer(), bytes.position()));
    }

    @Override
    public void run() {
        if (decodes) {
            while (decode(PIECE)) {
                // One piece after the other, so that the compiler's code for a call is what runs.
            }
        } else {
            while (bytes.has(PIECE)) {
                bytes.skip(PIECE);
            }
        }
    }

    /** So many records, as far as they are there. */
    private boolean decode(final int count) {
        for (int i = 0; i < count; i++) {
            if (!bytes.has(1)) {
                return false;
            }
            final int length = record.wrap(bytes.buffer(), bytes.position()).length();
            if (!bytes.has(length)) {
                return false;
            }
            // Asking may have moved them
            add(record.wrap(bytes.buffer(), bytes.position()));
            bytes.skip(length);
        }
        return true;
    }

    private void add(final DbnFlyweight each) {
        total += each.type()
                + each.publisherId()
                + each.instrumentId()
                + each.eventTimeNs()
                + each.orderId()
                + each.orderPriceNanos()
                + each.orderSize()
                + each.orderFlags()
                + each.orderAction()
                + each.orderSide();
    }

    @Override
    public long result() {
        try {
            bytes.close();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return total;
    }
}
