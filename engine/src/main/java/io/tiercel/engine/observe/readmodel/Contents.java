package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All that a read model says, each list by id.
 *
 * @param omitted entries that had no room
 */
public record Contents(
        EngineState engine,
        List<StrategyState> strategies,
        List<VenueState> venues,
        List<Holding> holdings,
        List<OpenOrder> orders,
        List<Prices> prices,
        long omitted) {
    /** @param entries of a read model that is whole */
    public static Contents of(final List<ModelEntry> entries, final long omitted) {
        return new Contents(
                only(entries, EngineState.KIND, EngineState::of).get(0),
                only(entries, StrategyState.KIND, StrategyState::of),
                only(entries, VenueState.KIND, VenueState::of),
                only(entries, Holding.KIND, Holding::of),
                only(entries, OpenOrder.KIND, OpenOrder::of),
                only(entries, Prices.KIND, Prices::of),
                omitted);
    }

    private static <T> List<T> only(
            final List<ModelEntry> entries, final int kind, final Function<ModelEntry, T> decoder) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(decoder)
                .toList();
    }

    public List<ModelEntry> entries() {
        final List<ModelEntry> entries = new ArrayList<>();
        entries.add(engine.entry());
        strategies.forEach(strategy -> entries.add(strategy.entry()));
        venues.forEach(venue -> entries.add(venue.entry()));
        holdings.forEach(holding -> entries.add(holding.entry()));
        orders.forEach(order -> entries.add(order.entry()));
        prices.forEach(each -> entries.add(each.entry()));
        return entries;
    }
}
