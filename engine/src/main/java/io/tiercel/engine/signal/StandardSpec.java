package io.tiercel.engine.signal;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A declaration as {@link StandardSignals} makes it. */
record StandardSpec(
        String key, int instrumentId, Set<SignalInput> inputs, List<SignalSpec> upstream, Supplier<Signal> maker)
        implements SignalSpec {
    static StandardSpec ofBook(final String key, final int instrumentId, final Supplier<Signal> maker) {
        return new StandardSpec(key, instrumentId, Set.of(SignalInput.BOOK), List.of(), maker);
    }

    static StandardSpec ofTrades(final String key, final int instrumentId, final Supplier<Signal> maker) {
        return new StandardSpec(key, instrumentId, Set.of(SignalInput.TRADE), List.of(), maker);
    }

    static StandardSpec ofSignal(final String key, final SignalSpec upstream, final Supplier<Signal> maker) {
        return new StandardSpec(key, upstream.instrumentId(), Set.of(SignalInput.SIGNAL), List.of(upstream), maker);
    }

    @Override
    public Signal create(final List<Signal> upstreamSignals) {
        return maker.get();
    }
}
