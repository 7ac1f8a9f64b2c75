package io.tiercel.engine.boot.session;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.pipeline.StatusWriter;

/** Two that copy, one after the other. */
@HotPath
final class BothStatus implements StatusWriter {
    private final StatusWriter first;
    private final StatusWriter second;

    BothStatus(final StatusWriter first, final StatusWriter second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void onIngress(final long timeNs) {
        first.onIngress(timeNs);
        second.onIngress(timeNs);
    }

    @Override
    public void onCore(final long timeNs) {
        first.onCore(timeNs);
        second.onCore(timeNs);
    }

    @Override
    public void onGate(final long timeNs) {
        first.onGate(timeNs);
        second.onGate(timeNs);
    }
}
