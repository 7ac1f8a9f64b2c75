package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.engine.observe.readmodel.Holding;
import io.tiercel.engine.observe.readmodel.OpenOrder;
import io.tiercel.engine.observe.readmodel.Prices;
import io.tiercel.engine.observe.readmodel.StrategyState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A recorded state for people. */
final class RecordedText {
    private static final int MONEY_DIGITS = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final StringBuilder text = new StringBuilder();
    private final RecordedState state;
    private final Map<Integer, Prices> instruments = new TreeMap<>();
    private final Map<Integer, String> strategies = new TreeMap<>();

    private RecordedText(final RecordedState state) {
        this.state = state;
        state.contents().prices().forEach(prices -> instruments.put(prices.instrumentId(), prices));
        state.contents().strategies().forEach(strategy -> strategies.put(strategy.id(), strategy.name()));
    }

    static String of(final RecordedState state) {
        final RecordedText text = new RecordedText(state);
        text.head();
        text.states();
        state.contents().strategies().forEach(text::strategy);
        state.contents().holdings().forEach(text::holding);
        state.contents().orders().forEach(text::order);
        state.contents().prices().forEach(text::prices);
        return text.text.toString().stripTrailing();
    }

    private void line(final String format, final Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }

    private void head() {
        final long timeNs = state.head().timeNs();
        line(
                "engine %d, %s, true for input %,d of %s",
                state.contents().engine().engineId(),
                state.journal(),
                state.head().sequence(),
                Instant.ofEpochSecond(timeNs / NANOS_PER_SECOND, timeNs % NANOS_PER_SECOND));
        final String ahead = state.inputsAhead() < 0
                ? "the journal's end cannot be read"
                : state.inputsAhead() == 0
                        ? "that is the journal's end"
                        : String.format(
                                Locale.ROOT,
                                "the journal is %,d inputs and %.3f s ahead",
                                state.inputsAhead(),
                                (state.span().lastTimeNs() - timeNs) / 1e9);
        line(
                "%s; %s%s",
                state.source().name().toLowerCase(Locale.ROOT),
                ahead,
                state.reason().isEmpty() ? "" : "; the read model will not do: " + state.reason());
        if (!state.problem().isEmpty()) {
            line("%s", state.problem());
        }
        if (state.contents().omitted() > 0) {
            line(
                    "%,d entries are not shown: they had no room in the read model",
                    state.contents().omitted());
        }
    }

    private void states() {
        final Contents contents = state.contents();
        line(
                "%s%s%s%s%s%,d open orders, %,d inputs, %,d outputs",
                contents.engine().allKilled() ? "ALL KILLED, " : "",
                contents.engine().allHalted() ? "ALL HALTED, " : "",
                contents.engine().stopping() ? "STOPPING, " : "",
                contents.engine().journalFull() ? "JOURNAL FULL, " : "",
                contents.engine().journalSlow() ? "JOURNAL SLOW, " : "",
                contents.engine().openOrders(),
                contents.engine().inputs(),
                contents.engine().outputs());
        contents.venues().forEach(venue -> line("venue     %d %s", venue.id(), venue.up() ? "up" : "down"));
    }

    private void strategy(final StrategyState strategy) {
        line(
                "strategy  %s%s%s%s, open orders %,d of %,d, messages in the last second %,d of %,d",
                strategy.name(),
                strategy.disabled() ? " DISABLED" : "",
                strategy.killed() ? " KILLED" : "",
                strategy.halted() ? " HALTED" : "",
                strategy.openOrders(),
                strategy.maxOpenOrders(),
                strategy.recentMessages(),
                strategy.maxMessagesPerSecond());
    }

    private void holding(final Holding holding) {
        line(
                "position  %s %s %s%s at %s, realised %s, unrealised %s, fees %s, open +%s -%s, limit %,d",
                strategies.getOrDefault(holding.strategyId(), String.valueOf(holding.strategyId())),
                symbol(holding.instrumentId()),
                quantity(holding.quantity(), holding.instrumentId()),
                holding.known() ? "" : " (NOT KNOWN)",
                price(averagePriceNanos(holding, instruments.get(holding.instrumentId()))),
                money(holding.realisedMoney()),
                money(holding.unrealisedMoney()),
                money(holding.feeMoney()),
                quantity(holding.openBuyQuantity(), holding.instrumentId()),
                quantity(holding.openSellQuantity(), holding.instrumentId()),
                holding.maxPosition());
    }

    private void order(final OpenOrder order) {
        line(
                "order     %d %s %s %s %s at %s, filled %s, %s, venue %d",
                order.orderId(),
                strategies.getOrDefault(order.strategyId(), String.valueOf(order.strategyId())),
                order.side(),
                quantity(order.quantity(), order.instrumentId()),
                symbol(order.instrumentId()),
                price(order.priceNanos()),
                quantity(order.filledQuantity(), order.instrumentId()),
                order.state(),
                order.venueId());
    }

    private void prices(final Prices prices) {
        line(
                "prices    %s %s x %s / %s x %s, last %s, %s %s%s",
                prices.symbol(),
                quantity(prices.bidQuantity(), prices.instrumentId()),
                price(prices.bidPriceNanos()),
                price(prices.askPriceNanos()),
                quantity(prices.askQuantity(), prices.instrumentId()),
                price(prices.lastTradePriceNanos()),
                prices.status(),
                prices.feed(),
                prices.suspect() ? " SUSPECT" : "");
    }

    /** Rounded half to even; none when nothing is held, or the instrument has no entry. */
    static long averagePriceNanos(final Holding holding, final Prices prices) {
        if (holding.quantity() == 0 || prices == null) {
            return Book.NO_PRICE;
        }
        return BigDecimal.valueOf(holding.costMoney())
                .scaleByPowerOfTen(prices.quantityScale())
                .divide(
                        BigDecimal.valueOf(holding.quantity()).multiply(BigDecimal.valueOf(prices.multiplier())),
                        0,
                        RoundingMode.HALF_EVEN)
                .longValue();
    }

    private String symbol(final int instrumentId) {
        final Prices prices = instruments.get(instrumentId);
        return prices == null ? "instrument " + instrumentId : prices.symbol();
    }

    private String quantity(final long quantity, final int instrumentId) {
        final Prices prices = instruments.get(instrumentId);
        return plain(quantity, prices == null ? 0 : prices.quantityScale(), 0);
    }

    private static String price(final long nanos) {
        return nanos == Book.NO_PRICE ? "none" : money(nanos);
    }

    private static String money(final long nanos) {
        return plain(nanos, FixedPoint.PRICE_SCALE, MONEY_DIGITS);
    }

    private static String plain(final long value, final int scale, final int leastDigits) {
        final BigDecimal number = BigDecimal.valueOf(value, scale);
        final int digits = Math.max(leastDigits, number.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
