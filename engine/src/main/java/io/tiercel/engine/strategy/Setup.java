package io.tiercel.engine.strategy;

import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Serves a strategy's constructor, and notes what it asked for. Not used afterwards. */
final class Setup implements StrategySetup {
    private final String name;
    private final StrategyContext context;
    private final Instruments instruments;
    private final Signals signals;
    private final LaneResults lanes;
    private final ParameterSet parameters;
    private final TreeSet<Integer> instrumentIds = new TreeSet<>();
    private final TreeSet<Integer> signalIds = new TreeSet<>();
    private final TreeSet<Integer> laneIds = new TreeSet<>();

    Setup(
            final String name,
            final StrategyContext context,
            final Instruments instruments,
            final Signals signals,
            final LaneResults lanes,
            final Map<String, String> configured) {
        this.name = name;
        this.context = context;
        this.instruments = instruments;
        this.signals = signals;
        this.lanes = lanes;
        this.parameters = new ParameterSet(name, configured);
    }

    /** Makes the strategy. */
    Strategy create(final StrategyFactory factory) {
        final Strategy strategy;
        try {
            strategy = factory.create(this);
        } catch (final IllegalArgumentException e) {
            final String prefix = "strategies." + name;
            if (e.getMessage() != null && e.getMessage().startsWith(prefix)) {
                throw e;
            }
            throw new IllegalArgumentException(prefix + ": " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            throw new IllegalArgumentException(
                    "strategies." + name + ": its constructor failed with " + e + "; correct the strategy", e);
        }
        if (strategy == null) {
            throw new IllegalArgumentException(
                    "strategies." + name + ": its factory made none (null); correct the strategy");
        }
        return strategy;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StrategyContext context() {
        return context;
    }

    @Override
    public Instrument instrument(final String key) {
        return subscribe(key, parameters.symbol(key));
    }

    @Override
    public Instrument[] instruments(final String key) {
        return parameters.symbols(key).stream()
                .map(symbol -> subscribe(key, symbol))
                .toArray(Instrument[]::new);
    }

    @Override
    public ConsolidatedBook consolidatedBook(final Instrument listing) {
        final List<Instrument> listings = new ArrayList<>();
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Instrument instrument = instruments.get(id);
            if (instrument != null && instrument.securityId() == listing.securityId()) {
                listings.add(instrument);
                instrumentIds.add(id);
            }
        }
        return new ConsolidatedBook(listings.toArray(new Instrument[0]), context::book);
    }

    @Override
    public Signal signal(final SignalSpec spec) {
        final int signalId = signals.declare(spec);
        signalIds.add(signalId);
        return signals.signal(signalId);
    }

    @Override
    public AnalyticsResult analytics(final String key) {
        final String name = parameters.lane(key);
        final LaneResult lane = lanes.find(name);
        if (lane == null) {
            throw parameters.noSuchLane(key, name);
        }
        laneIds.add(lane.id());
        return lane;
    }

    @Override
    public LongParameter wholeNumber(final String key, final long defaultValue, final long min, final long max) {
        return parameters.wholeNumber(key, defaultValue, min, max);
    }

    @Override
    public DoubleParameter number(final String key, final double defaultValue, final double min, final double max) {
        return parameters.number(key, defaultValue, min, max);
    }

    @Override
    public LongParameter quantity(
            final String key,
            final Instrument instrument,
            final String defaultValue,
            final String min,
            final String max) {
        return parameters.quantity(key, instrument, defaultValue, min, max);
    }

    @Override
    public LongParameter duration(final String key, final String defaultValue, final String min, final String max) {
        return parameters.duration(key, defaultValue, min, max);
    }

    @Override
    public BooleanParameter flag(final String key, final boolean defaultValue) {
        return parameters.flag(key, defaultValue);
    }

    @Override
    public double fixedNumber(final String key, final double defaultValue, final double min, final double max) {
        return parameters.fixedNumber(key, defaultValue, min, max);
    }

    @Override
    public long fixedDuration(final String key, final String defaultValue, final String min, final String max) {
        return parameters.fixedDuration(key, defaultValue, min, max);
    }

    /** Fails when the configuration holds a key that the constructor did not ask for. */
    void rejectUnknownKeys() {
        parameters.rejectUnknownKeys();
    }

    /** Every key that the strategy asked for, in alphabetical order. */
    List<String> knownKeys() {
        return parameters.knownKeys();
    }

    /** In rising order. */
    int[] instrumentIds() {
        return instrumentIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** In rising order. */
    int[] signalIds() {
        return signalIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** In rising order. */
    int[] laneIds() {
        return laneIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Those that may change later, in the order in which they were asked for. */
    Parameter[] liveParameters() {
        return parameters.live();
    }

    private Instrument subscribe(final String key, final String symbol) {
        final Instrument instrument = instruments.find(symbol);
        if (instrument == null) {
            throw parameters.noSuchInstrument(key, symbol);
        }
        instrumentIds.add(instrument.id());
        return instrument;
    }
}
