package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** Snapshots by order that are not complete: lines that are not level bring pieces of several. */
@HotPath
final class OrderImages {
    private static final int COUNT = 4;

    private final OrderImage[] images = new OrderImage[COUNT];
    private int oldest;

    OrderImages(final int capacity) {
        for (int i = 0; i < COUNT; i++) {
            images[i] = new OrderImage(capacity);
        }
    }

    void forget() {
        for (int i = 0; i < COUNT; i++) {
            images[i].forget();
        }
    }

    /** The one that this piece belongs to; where there is none, it takes the place of the oldest. */
    OrderImage of(final InstrumentBook book, final long sequence, final long pieces) {
        for (int i = 0; i < COUNT; i++) {
            if (images[i].is(book, sequence, pieces)) {
                return images[i];
            }
        }
        final OrderImage image = images[oldest];
        oldest = (oldest + 1) % COUNT;
        image.begin(book, sequence, pieces);
        return image;
    }
}
