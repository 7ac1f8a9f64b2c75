package io.tiercel.engine.simulation;

import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.venue.sim.SimInstrument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.agrona.IoUtil;

/** What is the same in every simulation: a small engine with two restless strategies in two instruments. */
final class World {
    static final int INSTRUMENTS = 2;
    static final int STRATEGIES = 2;
    static final long ORDER_LIMIT = 40;
    static final long POSITION_LIMIT = 120;
    static final int OPEN_LIMIT = 6;
    /** In 1e-9 of the currency. */
    static final long NOTIONAL_LIMIT = 4_000_000_000_000L;

    static final long START_NS = 1_767_623_400_000_000_000L;

    private static final String CONFIGURATION = """
            engine { id = 1, silenceTick = 20ms, orderAnswerTimeout = 100ms, feedStaleAfter = 300ms
              maxInstruments = 2, maxBookOrders = 4096, maxBookLevels = 2048, maxOpenOrders = 64, maxClosedOrders = 512
              maxParentOrders = 16, maxStrategies = 2, maxTimers = 1024, maxOutputsPerInput = 32 }
            venues.SIM { id = 1, seed = 1, eventsPerSecond = 100, latencyBase = 200us, latencyJitter = 300us
              instruments { ABC { startPrice = 100 }, XYZ { startPrice = 25 } } }
            risk { maxOrderQuantity = %d, maxOrderNotional = %d, priceCollarBasisPoints = 200, maxPosition = %d
              maxOpenOrders = %d, maxMessagesPerSecond = 500 }
            strategies { one { class = Restless, parameters { instruments = "ABC,XYZ" } }
              two { class = Restless, parameters { instruments = "ABC,XYZ" } } }
            reference { instruments = i.csv, ticks = t.csv, calendar = c.csv, positions = p.csv, daysAhead = 2 }
            stop.timeout = 5s
            """;
    private static final String INSTRUMENT_ROWS = """
            id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,depth
            1,ABC,SIM,ABC,fine,1,0,1,EUR,,always,by-order
            2,XYZ,SIM,XYZ,fine,1,0,1,EUR,,always,by-order
            """;

    final EngineConfiguration configuration;
    final ReferenceData reference;

    private World(final LoadedConfiguration loaded) {
        configuration = loaded.configuration();
        reference = ReferenceData.load(loaded);
    }

    /** @param positionLimit what the engine is told; {@link #POSITION_LIMIT} but for a planted bug */
    static World create(final long positionLimit) {
        final Path folder;
        try {
            folder = Files.createTempDirectory("tiercel-simulation");
            Files.writeString(folder.resolve("i.csv"), INSTRUMENT_ROWS);
            Files.writeString(folder.resolve("t.csv"), "tickTable,fromPrice,tick\nfine,0,0.01\n");
            Files.writeString(
                    folder.resolve("c.csv"),
                    "calendar,zone,day,open,close,kind\nalways,UTC,MON-SUN,00:00,24:00,regular\n");
            Files.writeString(folder.resolve("p.csv"), "strategy,symbol,quantity,averagePrice\n");
            final Path file = Files.writeString(
                    folder.resolve("simulation.conf"),
                    CONFIGURATION.formatted(ORDER_LIMIT, NOTIONAL_LIMIT / 1_000_000_000L, positionLimit, OPEN_LIMIT));
            final World world = new World(ConfigurationLoader.load(file, Map.of(), List.of(), OptionalLong.empty()));
            IoUtil.delete(folder.toFile(), false);
            return world;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TradingCore newCore() {
        return CoreFactory.create(configuration, World::strategy);
    }

    private static StrategyFactory strategy(final String name) {
        return Restless::new;
    }

    static List<SimInstrument> listings() {
        return List.of(
                new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L),
                new SimInstrument(2, "XYZ", 10_000_000L, 1, 0, 1, 25_000_000_000L));
    }
}
