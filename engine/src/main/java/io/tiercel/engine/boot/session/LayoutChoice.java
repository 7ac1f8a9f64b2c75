package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Engine;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Layout;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Wait;
import io.tiercel.engine.pipeline.WaitMode;
import java.util.Locale;

/**
 * How a run's threads share the stages and how they wait, as configured or, where that says {@code auto}, as the
 * processors allow it. A thread that spins needs a processor to itself: several on one cost milliseconds.
 *
 * @param layout   never {@code AUTO}, nor is {@code idle}
 * @param waitMode of the fused layout
 * @param reason   in words, for people
 */
record LayoutChoice(Layout layout, Idle idle, WaitMode waitMode, String reason) {
    /** Ingress, journal, core, gate. */
    static final int FUSED_THREADS = 4;

    /** For supervisor, main, the JIT, the collector and the system. */
    private static final int FOR_THE_REST = 1;

    /** On virtual time engine and market share one thread, whatever is configured: the outputs are the same. */
    static LayoutChoice virtual() {
        return new LayoutChoice(Layout.INLINE, Idle.SPIN, WaitMode.PARK, "virtual time");
    }

    /** @param processors that this process may use */
    static LayoutChoice of(final EngineConfiguration configuration, final int processors) {
        final Engine engine = configuration.engine();
        final int others = othersOf(configuration);
        final int free = Math.max(0, processors - others - FOR_THE_REST);
        final Layout layout =
                engine.layout() != Layout.AUTO ? engine.layout() : free >= FUSED_THREADS ? Layout.FUSED : Layout.INLINE;
        final int needed = layout == Layout.FUSED ? FUSED_THREADS : 1;
        final boolean enough = free >= needed;
        final Idle idle = engine.idle() != Idle.AUTO ? engine.idle() : enough ? Idle.SPIN : Idle.BACKOFF;
        final WaitMode waitMode = engine.fused().waitStrategy() != Wait.AUTO
                ? WaitMode.valueOf(engine.fused().waitStrategy().name())
                : enough ? WaitMode.SPIN : WaitMode.PARK;
        final boolean spins = idle == Idle.SPIN || layout == Layout.FUSED && waitMode == WaitMode.SPIN;
        return new LayoutChoice(
                layout,
                idle,
                waitMode,
                "of " + processors + (processors == 1 ? " processor " : " processors ") + others
                        + (others == 1 ? " is" : " are") + " for markets, feeds and lanes, " + FOR_THE_REST
                        + " for the rest, " + free + " free; fused takes " + FUSED_THREADS + ", inline 1"
                        + (spins && !enough ? "; threads that spin without a processor each cost milliseconds" : ""));
    }

    /** Threads of this process that want a processor each, and are not the pipeline's. */
    private static int othersOf(final EngineConfiguration configuration) {
        int others = configuration.lanes().size();
        boolean network = false;
        for (final EngineConfiguration.Venue venue : configuration.venues()) {
            others += venue.external() || venue.dataOnly() ? 0 : 1;
            network |= venue.lines().network();
        }
        for (final EngineConfiguration.Feed feed : configuration.feeds()) {
            others += feed.external() ? 0 : 1;
            network |= feed.network();
        }
        // An embedded media driver has a thread then, if it is not the engine's.
        return network
                        && configuration.aeron().driver() == EngineConfiguration.Driver.EMBEDDED
                        && configuration.aeron().networkThread() == EngineConfiguration.NetworkThread.OWN
                ? others + 1
                : others;
    }

    /** A line for people: what was chosen, whether the configuration said so, and why. */
    String text(final Engine configured) {
        final StringBuilder text = new StringBuilder("layout ")
                .append(word(layout))
                .append(configured.layout() == Layout.AUTO ? " (auto)" : "")
                .append(", idle ")
                .append(word(idle))
                .append(configured.idle() == Idle.AUTO ? " (auto)" : "");
        if (layout == Layout.FUSED) {
            text.append(", wait ")
                    .append(word(waitMode))
                    .append(configured.fused().waitStrategy() == Wait.AUTO ? " (auto)" : "");
        }
        return text.append(": ").append(reason).toString();
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
