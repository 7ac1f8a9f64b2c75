package io.tiercel.engine.signal;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A signal that is its own declaration, has the value it is given, and notes its calls. */
final class ProbeSignal extends Signal implements SignalSpec {
    private final String key;
    private final int instrumentId;
    private final Set<SignalInput> inputs;
    List<SignalSpec> upstream = List.of();
    List<String> calls = new ArrayList<>();
    List<Signal> createdWith;

    ProbeSignal(final String key, final int instrumentId, final SignalInput... inputs) {
        this.key = key;
        this.instrumentId = instrumentId;
        this.inputs = inputs.length == 0 ? Set.of() : EnumSet.copyOf(List.of(inputs));
        ready(true);
    }

    ProbeSignal from(final SignalSpec... specs) {
        upstream = List.of(specs);
        return this;
    }

    ProbeSignal notingIn(final List<String> shared) {
        calls = shared;
        return this;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public int instrumentId() {
        return instrumentId;
    }

    @Override
    public Set<SignalInput> inputs() {
        return inputs;
    }

    @Override
    public List<SignalSpec> upstream() {
        return upstream;
    }

    @Override
    public Signal create(final List<Signal> upstreamSignals) {
        createdWith = upstreamSignals;
        return this;
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        calls.add(key + " book " + book.instrumentId() + " at " + timeNs);
    }

    @Override
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {
        calls.add(key + " trade " + book.instrumentId() + " " + aggressorSide + " " + quantity + "@" + priceNanos
                + " at " + timeNs);
    }

    @Override
    public void onSignal(final Signal changed, final long timeNs) {
        calls.add(key + " signal " + ((ProbeSignal) changed).key + " at " + timeNs);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.putDouble(value());
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        value(reader.takeDouble());
        ready(reader.takeBoolean());
    }
}
