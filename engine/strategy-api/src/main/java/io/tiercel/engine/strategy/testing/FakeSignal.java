package io.tiercel.engine.strategy.testing;

import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalInput;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.List;
import java.util.Set;

/** A signal whose value a test sets. */
public final class FakeSignal extends Signal {
    /** Its value from now on; it is ready. */
    public void set(final double newValue) {
        value(newValue);
        ready(true);
    }

    /** Not enough was seen, from now on. */
    public void unready() {
        ready(false);
    }

    /** A declaration of such a signal. */
    public static SignalSpec spec(final String key, final int instrumentId) {
        return new SignalSpec() {
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
                return Set.of(SignalInput.BOOK);
            }

            @Override
            public Signal create(final List<Signal> upstream) {
                return new FakeSignal();
            }
        };
    }

    @Override
    public void snapshotTo(final StateWriter writer) {}

    @Override
    public void restoreFrom(final StateReader reader) {}
}
