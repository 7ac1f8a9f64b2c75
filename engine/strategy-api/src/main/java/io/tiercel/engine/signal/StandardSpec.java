package io.tiercel.engine.signal;

import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** A declaration as {@link StandardSignals} makes it. */
record StandardSpec(
        String key,
        int instrumentId,
        Set<SignalInput> inputs,
        List<SignalSpec> upstream,
        Function<List<Signal>, Signal> maker)
        implements SignalSpec {
    static StandardSpec ofQuotes(final String key, final int instrumentId, final Supplier<Signal> maker) {
        return new StandardSpec(key, instrumentId, Set.of(SignalInput.QUOTE), List.of(), upstream -> maker.get());
    }

    static StandardSpec ofTrades(final String key, final int instrumentId, final Supplier<Signal> maker) {
        return new StandardSpec(key, instrumentId, Set.of(SignalInput.TRADE), List.of(), upstream -> maker.get());
    }

    static StandardSpec ofSignal(final String key, final SignalSpec upstream, final Supplier<Signal> maker) {
        return new StandardSpec(
                key, upstream.instrumentId(), Set.of(SignalInput.SIGNAL), List.of(upstream), inputs -> maker.get());
    }

    static StandardSpec ofSignals(
            final String key, final SignalSpec first, final SignalSpec second, final BinaryOperator<Signal> maker) {
        return new StandardSpec(
                key,
                first.instrumentId(),
                Set.of(SignalInput.SIGNAL),
                List.of(first, second),
                inputs -> maker.apply(inputs.get(0), inputs.get(1)));
    }

    /** Of any number of signals; the instrument is that of the first. */
    static StandardSpec ofSignals(
            final String key, final List<SignalSpec> upstream, final Function<List<Signal>, Signal> maker) {
        return new StandardSpec(key, upstream.get(0).instrumentId(), Set.of(SignalInput.SIGNAL), upstream, maker);
    }

    @Override
    public Signal create(final List<Signal> upstreamSignals) {
        return maker.apply(upstreamSignals);
    }
}
