package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Layout;
import io.tiercel.engine.pipeline.WaitMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of hosts with so many processors, whatever this one has. */
final class LayoutChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, INLINE, BACKOFF",
        "2, 1, INLINE, BACKOFF",
        "3, 1, INLINE, SPIN",
        "5, 1, INLINE, SPIN",
        "6, 1, FUSED, SPIN",
        "6, 2, INLINE, SPIN",
        "7, 2, FUSED, SPIN",
        "64, 3, FUSED, SPIN"
    })
    void shouldFollowFreeProcessors(final int processors, final int markets, final Layout layout, final Idle idle) {
        final LayoutChoice choice = LayoutChoice.of(configuration(markets, Map.of()), processors);

        assertEquals(layout, choice.layout());
        assertEquals(idle, choice.idle());
    }

    @Test
    void shouldSpinOnTheRingOnlyWithProcessorForEachThread() {
        final EngineConfiguration fused = configuration(1, Map.of("engine.layout", "fused"));

        assertEquals(WaitMode.PARK, LayoutChoice.of(fused, 5).waitMode());
        assertEquals(Idle.BACKOFF, LayoutChoice.of(fused, 5).idle());
        assertEquals(WaitMode.SPIN, LayoutChoice.of(fused, 6).waitMode());
        assertEquals(Idle.SPIN, LayoutChoice.of(fused, 6).idle());
    }

    @Test
    void shouldDoAsConfiguredAndSayWhatItCosts() {
        final EngineConfiguration configured = configuration(
                1,
                Map.of(
                        "engine.layout", "fused",
                        "engine.idleStrategy", "yield",
                        "engine.fused.waitStrategy", "spin"));

        final LayoutChoice choice = LayoutChoice.of(configured, 2);

        assertEquals(
                "layout fused, idle yield, wait spin: of 2 processors 1 is for markets, feeds and lanes, 1 for the"
                        + " rest, 0 free; fused takes 4, inline 1; threads that spin without a processor each cost milliseconds",
                choice.text(configured.engine()));
    }

    @Test
    void shouldSayWhyItChose() {
        final EngineConfiguration configured = configuration(2, Map.of());

        assertEquals(
                "layout inline (auto), idle backoff (auto): of 2 processors 2 are for markets, feeds and lanes, 1 for"
                        + " the rest, 0 free; fused takes 4, inline 1",
                LayoutChoice.of(configured, 2).text(configured.engine()));
        assertEquals(
                "layout fused (auto), idle spin (auto), wait spin (auto): of 8 processors 2 are for markets, feeds and lanes,"
                        + " 1 for the rest, 5 free; fused takes 4, inline 1",
                LayoutChoice.of(configured, 8).text(configured.engine()));
    }

    private static EngineConfiguration configuration(final int venues, final Map<String, String> settings) {
        final Map<String, String> values = new HashMap<>(settings);
        for (int id = 1; id <= venues; id++) {
            values.put("venues.V" + id + ".id", String.valueOf(id));
        }
        return EngineConfiguration.fromResolved(values);
    }
}
