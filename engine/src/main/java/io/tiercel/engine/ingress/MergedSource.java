package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import java.util.List;

/** Several sources as one. Each poll begins with the next of them, so that none starves. */
@HotPath
public final class MergedSource implements InputSource {
    private final InputSource[] sources;
    private int first;

    public MergedSource(final List<InputSource> sources) {
        this.sources = sources.toArray(new InputSource[0]);
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        for (int i = 0; i < sources.length && count < limit; i++) {
            int index = first + i;
            if (index >= sources.length) {
                index -= sources.length;
            }
            count += sources[index].poll(consumer, limit - count);
        }
        first = first + 1 < sources.length ? first + 1 : 0;
        return count;
    }

    @Override
    public long refusedCount() {
        long count = 0;
        for (final InputSource source : sources) {
            count += source.refusedCount();
        }
        return count;
    }
}
