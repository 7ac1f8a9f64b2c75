package io.tiercel.bench.floor;

import io.tiercel.bench.rig.EchoLine;

/** A message to the partner and one back: the echo that the latency rig holds the engine against. */
public final class EchoFloor extends Floor {
    private static final int MESSAGE_BYTES = 64;

    private final EchoLine line;

    public EchoFloor(final EchoLine.Kind kind) {
        super(kind == EchoLine.Kind.IPC ? "aeronIpcEcho" : "aeronUdpEcho", true);
        line = EchoLine.of(kind, MESSAGE_BYTES, MESSAGE_BYTES, this::checkPartner);
    }

    @Override
    void operate() {
        line.ask().takeNs();
    }

    @Override
    long sampleNs() {
        return line.ask().takeNs();
    }

    @Override
    void answer() {
        while (!stopped()) {
            if (line.answer() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
