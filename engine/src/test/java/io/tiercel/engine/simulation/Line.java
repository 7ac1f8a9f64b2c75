package io.tiercel.engine.simulation;

import io.tiercel.engine.ingress.InputSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A line to the engine that loses, repeats and swaps what is given to it: packets of one message or more. */
final class Line implements InputSource {
    private final String name;
    private final Faults faults;
    private final ToDoubleFunction<Rates> lose;
    private final ToDoubleFunction<Rates> repeat;
    private final ToDoubleFunction<Rates> swap;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final List<byte[]> swapped = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private boolean lossy;

    Line(
            final String name,
            final Faults faults,
            final ToDoubleFunction<Rates> lose,
            final ToDoubleFunction<Rates> repeat,
            final ToDoubleFunction<Rates> swap) {
        this.name = name;
        this.faults = faults;
        this.lose = lose;
        this.repeat = repeat;
        this.swap = swap;
    }

    /** Nothing happens to these. */
    void giveSafely(final byte[] message) {
        release();
        waiting.add(message);
    }

    void give(final List<byte[]> packet) {
        if (faults.comes(name + " lost", lose.applyAsDouble(faults.rates()))) {
            lossy = true;
            return;
        }
        if (swapped.isEmpty() && faults.comes(name + " swapped", swap.applyAsDouble(faults.rates()))) {
            swapped.addAll(packet);
            return;
        }
        waiting.addAll(packet);
        release();
        if (faults.comes(name + " repeated", repeat.applyAsDouble(faults.rates()))) {
            waiting.addAll(packet);
        }
    }

    private void release() {
        waiting.addAll(swapped);
        swapped.clear();
    }

    /** Whether something was lost since this was asked. */
    boolean takeLossy() {
        final boolean was = lossy;
        lossy = false;
        return was;
    }

    /** Who reads it is gone. */
    void clear() {
        waiting.clear();
        swapped.clear();
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        while (count < limit && !waiting.isEmpty()) {
            final byte[] message = waiting.poll();
            count++;
            buffer.wrap(message);
            consumer.onMessage(buffer, 0, message.length);
        }
        return count;
    }

    static byte[] copy(final DirectBuffer source, final int offset, final int length) {
        final byte[] message = new byte[length];
        source.getBytes(offset, message);
        return message;
    }
}
