package io.tiercel.engine.venue.sim;

/** What the built-in market is made with. Setters return this; {@link #validate()} is called by {@link SimVenue}. */
public final class SimVenueConfig {
    private long seed = 1;
    private int venueId = 1;
    private int feedId = 1;
    private int sessionId = 1;
    private int tradingDate;
    private long makerFeeRate;
    private long takerFeeRate = 100_000;
    private long orderLatencyNs;
    private long orderJitterNs;
    private long executionLatencyNs;
    private long executionJitterNs;
    private long feedLatencyNs;
    private long feedJitterNs;
    private double eventsPerSecond = 2_000;
    private double volatilityTicks = 2;
    private int backgroundOrders = 400;
    private int maxOrders = 1 << 14;
    private int maxLevels = 1 << 12;
    private int maxSessionOrders = 1 << 16;
    private int executionHistory = 1 << 16;
    private boolean cancelOnDisconnect = true;
    private long maxPriceNanos = 1L << 60;
    private long maxUnits = Long.MAX_VALUE;

    /** Everything random follows from it. */
    public SimVenueConfig seed(final long value) {
        seed = value;
        return this;
    }

    public long seed() {
        return seed;
    }

    /** 1 to 254. */
    public SimVenueConfig venueId(final int value) {
        venueId = value;
        return this;
    }

    public int venueId() {
        return venueId;
    }

    /** 1 to 65,534. */
    public SimVenueConfig feedId(final int value) {
        feedId = value;
        return this;
    }

    public int feedId() {
        return feedId;
    }

    /** From 1; has to differ from run to run if execution ids are to be unique over several runs. */
    public SimVenueConfig sessionId(final int value) {
        sessionId = value;
        return this;
    }

    public int sessionId() {
        return sessionId;
    }

    /** As yyyymmdd; 0 takes the UTC date of the start. */
    public SimVenueConfig tradingDate(final int value) {
        tradingDate = value;
        return this;
    }

    public int tradingDate() {
        return tradingDate;
    }

    /** What the feed can say of one order of the engine, in 1e-9 and in whole units; what is more is refused. */
    public SimVenueConfig maxOrder(final long priceNanos, final long units) {
        maxPriceNanos = priceNanos;
        maxUnits = units;
        return this;
    }

    public long maxPriceNanos() {
        return maxPriceNanos;
    }

    public long maxUnits() {
        return maxUnits;
    }

    /** Fees in 1e-9 of the notional; negative is a rebate. */
    public SimVenueConfig fees(final long makerRate, final long takerRate) {
        makerFeeRate = makerRate;
        takerFeeRate = takerRate;
        return this;
    }

    public long makerFeeRate() {
        return makerFeeRate;
    }

    public long takerFeeRate() {
        return takerFeeRate;
    }

    /** From the engine to the exchange: at least {@code latencyNs}, at most {@code jitterNs} more. */
    public SimVenueConfig orderLatency(final long latencyNs, final long jitterNs) {
        orderLatencyNs = latencyNs;
        orderJitterNs = jitterNs;
        return this;
    }

    public long orderLatencyNs() {
        return orderLatencyNs;
    }

    public long orderJitterNs() {
        return orderJitterNs;
    }

    /** From the exchange to the engine. */
    public SimVenueConfig executionLatency(final long latencyNs, final long jitterNs) {
        executionLatencyNs = latencyNs;
        executionJitterNs = jitterNs;
        return this;
    }

    public long executionLatencyNs() {
        return executionLatencyNs;
    }

    public long executionJitterNs() {
        return executionJitterNs;
    }

    /** From the exchange to the engine. */
    public SimVenueConfig feedLatency(final long latencyNs, final long jitterNs) {
        feedLatencyNs = latencyNs;
        feedJitterNs = jitterNs;
        return this;
    }

    public long feedLatencyNs() {
        return feedLatencyNs;
    }

    public long feedJitterNs() {
        return feedJitterNs;
    }

    /** Decisions of the background traders per second and instrument, on average; 0 is a market without them. */
    public SimVenueConfig eventsPerSecond(final double value) {
        eventsPerSecond = value;
        return this;
    }

    public double eventsPerSecond() {
        return eventsPerSecond;
    }

    /** How far the fundamental price goes in a second of the middle regime: standard deviation, in ticks. */
    public SimVenueConfig volatilityTicks(final double value) {
        volatilityTicks = value;
        return this;
    }

    public double volatilityTicks() {
        return volatilityTicks;
    }

    /** Orders that the background traders have in an instrument's book, about. */
    public SimVenueConfig backgroundOrders(final int value) {
        backgroundOrders = value;
        return this;
    }

    public int backgroundOrders() {
        return backgroundOrders;
    }

    /** Room per instrument. */
    public SimVenueConfig bookCapacity(final int orders, final int levelsPerSide) {
        maxOrders = orders;
        maxLevels = levelsPerSide;
        return this;
    }

    public int maxOrders() {
        return maxOrders;
    }

    public int maxLevels() {
        return maxLevels;
    }

    /** Orders of the engine that are known at the same time: the open ones, and of the others the latest. */
    public SimVenueConfig maxSessionOrders(final int value) {
        maxSessionOrders = value;
        return this;
    }

    public int maxSessionOrders() {
        return maxSessionOrders;
    }

    /** How many executions can be sent again. */
    public SimVenueConfig executionHistory(final int value) {
        executionHistory = value;
        return this;
    }

    public int executionHistory() {
        return executionHistory;
    }

    /** Whether the engine's orders are cancelled when its session ends. */
    public SimVenueConfig cancelOnDisconnect(final boolean value) {
        cancelOnDisconnect = value;
        return this;
    }

    public boolean cancelOnDisconnect() {
        return cancelOnDisconnect;
    }

    /** @throws IllegalArgumentException naming key, value and limit */
    public SimVenueConfig validate() {
        range("venueId", venueId, 1, 254);
        range("feedId", feedId, 1, 65_534);
        range("sessionId", sessionId, 1, 1 << 22);
        range("makerFeeRate", makerFeeRate, -1_000_000_000, 1_000_000_000);
        range("takerFeeRate", takerFeeRate, -1_000_000_000, 1_000_000_000);
        final long minute = 60_000_000_000L;
        range("orderLatencyNs", orderLatencyNs, 0, minute);
        range("orderJitterNs", orderJitterNs, 0, minute);
        range("executionLatencyNs", executionLatencyNs, 0, minute);
        range("executionJitterNs", executionJitterNs, 0, minute);
        range("feedLatencyNs", feedLatencyNs, 0, minute);
        range("feedJitterNs", feedJitterNs, 0, minute);
        range("eventsPerSecond", eventsPerSecond, 0, 10_000_000);
        range("volatilityTicks", volatilityTicks, 0, 10_000);
        range("backgroundOrders", backgroundOrders, 20, 1 << 20);
        range("maxOrders", maxOrders, 4L * backgroundOrders, 1 << 26);
        range("maxLevels", maxLevels, 2 * InstrumentFlow.MAX_DISTANCE, 1 << 22);
        range("maxSessionOrders", maxSessionOrders, 16, 1 << 26);
        range("executionHistory", executionHistory, 16, 1 << 24);
        return this;
    }

    private static void range(final String key, final double value, final double least, final double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "simulated venue: " + key + " is " + value + ", has to be from " + least + " to " + most);
        }
    }
}
