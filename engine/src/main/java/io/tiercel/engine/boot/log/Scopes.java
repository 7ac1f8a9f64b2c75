package io.tiercel.engine.boot.log;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.state.OrderIds;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what an event is about, by id and by the name that the configuration gives it. */
final class Scopes {
    private final Map<Integer, String> strategies;
    private final Map<Integer, String> venues;

    Scopes(final EngineConfiguration configuration) {
        strategies = configuration.strategies().stream()
                .collect(Collectors.toMap(StrategyConfiguration::id, StrategyConfiguration::name));
        venues = configuration.venues().stream().collect(Collectors.toMap(Venue::id, Venue::name));
    }

    /** 0 is none, or all where the event is a command. */
    void strategy(final LogEvent event, final int id) {
        event.put("strategyId", id);
        if (strategies.containsKey(id)) {
            event.put("strategy", strategies.get(id));
        }
    }

    void venue(final LogEvent event, final int id) {
        event.put("venueId", id);
        if (venues.containsKey(id)) {
            event.put("venue", venues.get(id));
        }
    }

    /** 0 is none, or all where the event is a command or of a whole feed. */
    void instrument(final LogEvent event, final long id) {
        event.put("instrumentId", id);
    }

    /** As text: a number of 64 bits is more than many readers of JSON can hold. */
    void order(final LogEvent event, final long id) {
        if (id != OrderIds.NONE) {
            event.put("orderId", Long.toString(id));
        }
    }
}
