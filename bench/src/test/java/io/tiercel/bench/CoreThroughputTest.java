package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.engine.MeasuredCore;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.RunDelay;
import org.junit.jupiter.api.Test;

class CoreThroughputTest {
    /** The core itself checks at its end that no book is suspect and no alert was counted. */
    @Test
    void shouldEndEachRoundAlike() {
        final MarketFlow flow = new MarketFlow(3, 10, 100);
        final Tape fill = Tape.record(flow, (int) flow.fillCount());
        final Tape tape = Tape.record(flow, 20_000);
        final MeasuredCore one = new MeasuredCore(10, 1_000, null, Kind.ALL_SIGNALS);
        final MeasuredCore other = new MeasuredCore(10, 1_000, null, Kind.ALL_SIGNALS);
        one.open(fill);
        other.open(fill);

        final MeasuredCore.Span first = one.measure(tape, RunDelay.ofCurrentThread());
        final MeasuredCore.Span second = other.measure(tape, RunDelay.ofCurrentThread());

        assertEquals(one.end(), other.end());
        assertEquals(first.outputs(), second.outputs());
        assertTrue(first.orders() * 1_000 >= first.events(), () -> first.orders() + " orders");
        assertTrue(first.inputs() > first.events());
    }
}
