package io.tiercel.engine.observe.readmodel;

import io.tiercel.codecs.types.LimitKind;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.risk.Risk;
import java.util.ArrayList;
import java.util.List;

/** Takes the contents of read models from a core. What has no room is left out, the least urgent first: prices. */
public final class CoreContents {
    private final TradingCore core;
    private final int engineId;
    private final int maxStrategies;
    private final List<Integer> venueIds;
    private final int capacity;
    private int room;
    private long omitted;

    /**
     * @param maxStrategies the greatest strategy id
     * @param capacity      most entries, at least one for the engine, each strategy and each venue
     */
    public CoreContents(
            final TradingCore core,
            final int engineId,
            final int maxStrategies,
            final List<Integer> venueIds,
            final int capacity) {
        this.core = core;
        this.engineId = engineId;
        this.maxStrategies = maxStrategies;
        this.venueIds = venueIds.stream().sorted().toList();
        this.capacity = capacity;
    }

    /** @param timeNs of the last input that the core was given */
    public Contents take(final long timeNs) {
        room = capacity - 1;
        omitted = 0;
        final List<StrategyState> strategies = strategies(timeNs);
        final List<VenueState> venues = new ArrayList<>();
        for (final int venueId : venueIds) {
            add(venues, new VenueState(venueId, core.risk().venueUp(venueId)));
        }
        final List<Holding> holdings = holdings();
        final List<OpenOrder> orders = new ArrayList<>();
        for (Order order = core.nextOpenOrder(0); order != null; order = core.nextOpenOrder(order.orderId())) {
            add(orders, OpenOrder.of(order));
        }
        final List<Prices> prices = new ArrayList<>();
        for (int id = 1; id <= core.instruments().greatestId(); id++) {
            final Book book = core.books().book(id);
            if (book != null) {
                add(prices, Prices.of(book));
            }
        }
        return new Contents(engine(), strategies, venues, holdings, orders, prices, omitted);
    }

    private <T> void add(final List<T> list, final T one) {
        if (room > 0) {
            room--;
            list.add(one);
        } else {
            omitted++;
        }
    }

    private EngineState engine() {
        final Risk risk = core.risk();
        return new EngineState(
                engineId,
                core.inputCount(),
                core.outputCount(),
                core.openOrderCount(),
                risk.killed(0),
                risk.halted(0),
                risk.stopping(),
                risk.journalFull(),
                risk.journalSlow());
    }

    private List<StrategyState> strategies(final long timeNs) {
        final List<StrategyState> strategies = new ArrayList<>();
        final Risk risk = core.risk();
        for (int id = 1; id <= maxStrategies; id++) {
            if (core.strategies().exists(id)) {
                add(
                        strategies,
                        new StrategyState(
                                id,
                                EntryBuffer.cut(core.strategies().name(id)),
                                !core.strategies().enabled(id),
                                risk.killed(id),
                                risk.halted(id),
                                core.positions().openOrderCount(id),
                                risk.limit(id, 0, LimitKind.MAX_OPEN_ORDERS),
                                risk.recentMessages(id, timeNs),
                                risk.limit(id, 0, LimitKind.MAX_MESSAGES_PER_SECOND)));
            }
        }
        return strategies;
    }

    /** Of what a strategy has traded, has orders in, or cannot tell. */
    private List<Holding> holdings() {
        final List<Holding> holdings = new ArrayList<>();
        final Positions positions = core.positions();
        for (int strategyId = 1; strategyId <= maxStrategies; strategyId++) {
            for (int id = 1; id <= core.instruments().greatestId(); id++) {
                final Book book = core.books().book(id);
                final boolean shown = positions.touched(strategyId, id)
                        || positions.openBuyQuantity(strategyId, id) != 0
                        || positions.openSellQuantity(strategyId, id) != 0
                        || !positions.known(strategyId, id);
                if (book != null && shown) {
                    add(holdings, holding(strategyId, book));
                }
            }
        }
        return holdings;
    }

    private Holding holding(final int strategyId, final Book book) {
        final Positions positions = core.positions();
        final Risk risk = core.risk();
        final int id = book.instrumentId();
        return new Holding(
                strategyId,
                id,
                positions.known(strategyId, id),
                positions.quantity(strategyId, id),
                positions.costMoney(strategyId, id),
                positions.realisedMoney(strategyId, id),
                positions.unrealisedMoney(strategyId, book),
                positions.feeMoney(strategyId, id),
                positions.openBuyQuantity(strategyId, id),
                positions.openSellQuantity(strategyId, id),
                risk.limit(strategyId, id, LimitKind.MAX_POSITION),
                risk.limit(strategyId, id, LimitKind.MAX_ORDER_QUANTITY),
                risk.limit(strategyId, id, LimitKind.MAX_ORDER_NOTIONAL),
                risk.limit(strategyId, id, LimitKind.PRICE_COLLAR_BASIS_POINTS));
    }
}
