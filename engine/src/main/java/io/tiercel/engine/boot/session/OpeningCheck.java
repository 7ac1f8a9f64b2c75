package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.InputSink;
import io.tiercel.engine.boot.reference.Opening;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.SetupException;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.strategy.ShippedStrategies;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Gives a core of its own what a run would begin with, strategies and their parameters included, and nothing more. */
public final class OpeningCheck {
    private static final Outputs NOBODY = (cause, ordinal, buffer, offset, length) -> {};

    private OpeningCheck() {}

    /** @throws SetupException as the run would */
    public static void run(final LoadedConfiguration loaded, final ReferenceData reference, final StrategyJars jars) {
        final TradingCore core = CoreFactory.create(loaded.configuration(), jars.orElse(ShippedStrategies::factory));
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
        final InputSink sink = new InputSink() {
            private long sequence;

            @Override
            public void accept(final DirectBuffer buffer, final int offset, final int length) {
                sequence++;
                core.onEvent(sequence, nowNs, buffer, offset, length, NOBODY);
            }
        };
        new ReferenceInputs(sink)
                .open(
                        new Opening(Optional.empty(), 1, nowNs, EngineCode.running(), jars),
                        loaded.configuration(),
                        reference);
    }
}
