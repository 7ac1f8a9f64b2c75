package io.tiercel.engine.replay.story;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.replay.story.OrderStory.BookView;
import io.tiercel.engine.replay.story.OrderStory.Holding;
import io.tiercel.engine.replay.story.OrderStory.Level;
import io.tiercel.engine.replay.story.OrderStory.SignalValue;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be seen of a core at a moment, copied: its own views change with the next message. */
final class Sight {
    /** Levels of each side. */
    private static final int DEPTH = 5;

    private final Map<String, Map<String, Signal>> declared = new LinkedHashMap<>();
    private TradingCore core;

    void of(final TradingCore newCore) {
        core = newCore;
    }

    void declare(final String strategy, final String key, final Signal signal) {
        declared.computeIfAbsent(strategy, any -> new LinkedHashMap<>()).put(key, signal);
    }

    /** In the order of their declaration. */
    List<SignalValue> signals(final String strategy) {
        final List<SignalValue> values = new ArrayList<>();
        declared.getOrDefault(strategy, Map.of())
                .forEach((key, signal) -> values.add(new SignalValue(key, signal.ready(), signal.value())));
        return List.copyOf(values);
    }

    /** Its name, or its id where there is none. */
    String strategyName(final int strategyId) {
        final String name = core.strategies().name(strategyId);
        return name == null ? "strategy " + strategyId : name;
    }

    /** Or null. */
    Instrument instrument(final int instrumentId) {
        return instrumentId < 1 || instrumentId > core.instruments().greatestId()
                ? null
                : core.instruments().get(instrumentId);
    }

    /** Null when there is no such instrument. */
    BookView book(final int instrumentId) {
        final Book book = instrument(instrumentId) == null ? null : core.books().book(instrumentId);
        return book == null
                ? null
                : new BookView(
                        levels(book, Side.BUY),
                        levels(book, Side.SELL),
                        book.lastTradePriceNanos(),
                        book.suspect(),
                        book.feedState().name());
    }

    private static List<Level> levels(final Book book, final Side side) {
        final List<Level> levels = new ArrayList<>();
        for (int i = 0; i < Math.min(DEPTH, book.levelCount(side)); i++) {
            levels.add(new Level(
                    book.levelPriceNanos(side, i), book.levelQuantity(side, i), book.levelOrderCount(side, i)));
        }
        return List.copyOf(levels);
    }

    /** Null when there is no such strategy or instrument. */
    Holding holding(final int strategyId, final int instrumentId) {
        if (!core.strategies().exists(strategyId) || instrument(instrumentId) == null) {
            return null;
        }
        final Positions positions = core.positions();
        return new Holding(
                positions.quantity(strategyId, instrumentId),
                positions.openBuyQuantity(strategyId, instrumentId),
                positions.openSellQuantity(strategyId, instrumentId),
                positions.realisedMoney(strategyId, instrumentId),
                positions.feeMoney(strategyId, instrumentId));
    }
}
