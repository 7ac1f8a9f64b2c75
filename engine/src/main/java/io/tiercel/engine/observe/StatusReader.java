package io.tiercel.engine.observe;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.observe.EngineStatus.Health;
import io.tiercel.engine.observe.EngineStatus.Instrument;
import io.tiercel.engine.observe.EngineStatus.Latency;
import io.tiercel.engine.observe.EngineStatus.Position;
import io.tiercel.engine.observe.EngineStatus.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Reads a {@link StatusPage}, in the engine's process or another one. One thread. */
public final class StatusReader {
    /** An engine ticks every millisecond and publishes every 250 ms. */
    private static final long DEAD_AFTER_NS = 3_000_000_000L;

    private static final int ATTEMPTS = 10_000;

    private final StatusPage page;
    private final StatusBoard gate;
    private final StatusBoard core;
    private boolean torn;

    public StatusReader(final StatusPage page) {
        this.page = page;
        gate = page.gate();
        core = page.core();
    }

    /** One number, the newest. */
    public long total(final Total total) {
        return (total.ofGate() ? gate : core).get(total.index());
    }

    /**
     * Everything. Each board is consistent in itself.
     *
     * @param nowNs now, UTC: an engine that has not published for long is dead
     */
    public EngineStatus read(final long nowNs) {
        torn = false;
        final Map<String, Long> totals = new LinkedHashMap<>();
        final List<long[]> gateStrategies = new ArrayList<>();
        final List<Latency> latencies = consistent(gate, () -> {
            gateStrategies.clear();
            totals(totals, true);
            for (int id = 1; id <= page.strategyCount(); id++) {
                final int at = StatusPage.strategyAtGate(id);
                gateStrategies.add(new long[] {gate.get(at), gate.get(at + 1), gate.get(at + 2)});
            }
            return latencies();
        });
        return consistent(core, () -> {
            totals(totals, false);
            final Map<Integer, Instrument> instruments = instruments();
            return new EngineStatus(
                    page.engineId(),
                    page.processId(),
                    page.layout(),
                    page.durability(),
                    state(nowNs),
                    page.startNs(),
                    total(Total.TIME_NS),
                    page.currency(),
                    totals,
                    List.copyOf(instruments.values()),
                    strategies(gateStrategies, instruments),
                    orders(instruments),
                    latencies,
                    health(state(nowNs), instruments));
        });
    }

    private <T> T consistent(final StatusBoard board, final Supplier<T> reading) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final long begun = board.beginRead();
            final T result = reading.get();
            if (board.endRead(begun)) {
                return result;
            }
            Thread.yield();
        }
        // The writer is gone in the middle of its work.
        torn = true;
        return reading.get();
    }

    private EngineStatus.State state(final long nowNs) {
        final StatusPage.State state = page.state();
        final boolean silent = nowNs - Math.max(total(Total.TIME_NS), page.startNs()) > DEAD_AFTER_NS;
        if (state != StatusPage.State.STOPPED && (torn || silent && state != StatusPage.State.STARTING)) {
            return EngineStatus.State.DEAD;
        }
        return EngineStatus.State.valueOf(state.name());
    }

    private void totals(final Map<String, Long> totals, final boolean ofGate) {
        for (final Total total : Total.values()) {
            if (total.ofGate() == ofGate) {
                totals.put(total.label(), total(total));
            }
        }
    }

    private List<Latency> latencies() {
        final List<Latency> latencies = new ArrayList<>();
        for (final Hop hop : Hop.values()) {
            final int at = page.hopAt(hop);
            latencies.add(new Latency(
                    hop.label(), gate.get(at), gate.get(at + 1), gate.get(at + 2), gate.get(at + 3), gate.get(at + 4)));
        }
        return latencies;
    }

    private Map<Integer, Instrument> instruments() {
        final Map<Integer, Instrument> instruments = new LinkedHashMap<>();
        for (int id = 1; id <= page.maxInstruments(); id++) {
            final int at = page.instrumentAt(id);
            if (core.get(at) != 0) {
                instruments.put(
                        id,
                        new Instrument(
                                id,
                                symbol(at),
                                (int) core.get(at + 3),
                                core.get(at + 4),
                                core.get(at + 5),
                                core.get(at + 6),
                                core.get(at + 7),
                                core.get(at + 8),
                                feed((int) core.get(at + 9))));
            }
        }
        return instruments;
    }

    private String symbol(final int at) {
        final byte[] bytes = new byte[StatusPage.SYMBOL_LONGS * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (core.get(at + i / Long.BYTES) >>> Byte.SIZE * (i % Long.BYTES));
        }
        return new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static String feed(final int flags) {
        if ((flags & StatusPage.BOOK_SUSPECT) != 0) {
            return "suspect";
        }
        if ((flags & StatusPage.BOOK_LIVE) == 0) {
            return (flags & StatusPage.BOOK_RECOVERING) != 0 ? "recovering" : "stale";
        }
        return (flags & StatusPage.NOT_TRADING) != 0 ? "not trading" : "live";
    }

    private List<Strategy> strategies(final List<long[]> counts, final Map<Integer, Instrument> instruments) {
        final List<Strategy> strategies = new ArrayList<>();
        for (int id = 1; id <= page.strategyCount(); id++) {
            final int at = StatusPage.strategyAtCore(id);
            final long[] count = counts.get(id - 1);
            strategies.add(new Strategy(
                    id,
                    page.strategyName(id),
                    strategyState((int) core.get(at)),
                    (int) core.get(at + 1),
                    count[0],
                    count[1],
                    count[2],
                    positions(id, instruments)));
        }
        return strategies;
    }

    private String strategyState(final int flags) {
        if ((flags & StatusPage.STRATEGY_ABSENT) != 0) {
            return "off";
        }
        if ((flags & StatusPage.STRATEGY_DISABLED) != 0) {
            return "disabled";
        }
        if ((flags & StatusPage.STRATEGY_KILLED) != 0 || total(Total.ALL_KILLED) != 0) {
            return "killed";
        }
        return (flags & StatusPage.STRATEGY_HALTED) != 0 || total(Total.ALL_HALTED) != 0 ? "halted" : "trading";
    }

    private List<Position> positions(final int strategyId, final Map<Integer, Instrument> instruments) {
        final List<Position> positions = new ArrayList<>();
        final long count = Math.min(core.get(page.positionsAt()), StatusPage.SHOWN_POSITIONS);
        for (int i = 0; i < count; i++) {
            final int at = page.positionAt(i);
            final Instrument instrument = instruments.get((int) core.get(at + 1));
            if (core.get(at) == strategyId && instrument != null) {
                positions.add(new Position(
                        instrument.symbol(),
                        instrument.quantityScale(),
                        core.get(at + 2),
                        core.get(at + 3),
                        core.get(at + 4),
                        core.get(at + 5)));
            }
        }
        return positions;
    }

    private List<EngineStatus.Order> orders(final Map<Integer, Instrument> instruments) {
        final List<EngineStatus.Order> orders = new ArrayList<>();
        final long count = Math.min(core.get(page.ordersAt()), StatusPage.SHOWN_ORDERS);
        for (int i = 0; i < count; i++) {
            final int at = page.orderAt(i);
            final int strategyId = (int) core.get(at + 1);
            final Instrument instrument = instruments.get((int) core.get(at + 2));
            if (instrument != null && strategyId > 0 && strategyId <= page.strategyCount()) {
                orders.add(new EngineStatus.Order(
                        core.get(at),
                        page.strategyName(strategyId),
                        instrument.symbol(),
                        nameOf(Side.values(), core.get(at + 3), Side::value),
                        instrument.quantityScale(),
                        core.get(at + 4),
                        core.get(at + 5),
                        nameOf(OrderState.values(), core.get(at + 6), OrderState::value)));
            }
        }
        return orders;
    }

    /** Of the constant with this value; a value that is none can only come of a page that is being written. */
    private static <E extends Enum<E>> String nameOf(
            final E[] constants, final long value, final ToLongFunction<E> valueOf) {
        for (final E constant : constants) {
            if (valueOf.applyAsLong(constant) == value) {
                return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
        return "?";
    }

    private List<Health> health(final EngineStatus.State state, final Map<Integer, Instrument> instruments) {
        final long live = instruments.values().stream()
                .filter(i -> i.feed().equals("live"))
                .count();
        final boolean booksGood = live == instruments.size();
        final List<Health> health = new ArrayList<>();
        health.add(new Health("venues", total(Total.VENUES_UP) + " up", total(Total.VENUES_UP) > 0));
        health.add(new Health("books", live + " of " + instruments.size() + " live", booksGood));
        health.add(new Health("gate", total(Total.LATCHED) == 0 ? "open" : "latched", total(Total.LATCHED) == 0));
        health.add(new Health("not sent", String.valueOf(total(Total.NOT_SENT)), total(Total.NOT_SENT) == 0));
        final boolean halted = total(Total.ALL_KILLED) + total(Total.ALL_HALTED) > 0;
        final boolean trades = state == EngineStatus.State.TRADING;
        health.add(new Health(
                "trading",
                halted ? "halted for all" : trades ? "allowed" : state.name().toLowerCase(Locale.ROOT),
                trades && !halted));
        final long disabled = total(Total.DISABLED_STRATEGIES);
        health.add(new Health("strategies", disabled == 0 ? "well" : disabled + " disabled", disabled == 0));
        return health;
    }
}
