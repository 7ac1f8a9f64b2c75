package io.tiercel.engine.signal;

import io.tiercel.codecs.types.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** What each signal should be after a whole history, straight from its definition. NaN while it should not be ready. */
final class SignalOracles {
    private static final double LN2 = StrictMath.log(2);

    private SignalOracles() {}

    static double microprice(final List<MarketEvent> history) {
        double value = Double.NaN;
        for (final MarketEvent event : history) {
            if (event.tradable()) {
                final BigDecimal bid = BigDecimal.valueOf(event.bid(), 9);
                final BigDecimal ask = BigDecimal.valueOf(event.ask(), 9);
                final BigDecimal bidQuantity = BigDecimal.valueOf(event.bidQuantity());
                final BigDecimal askQuantity = BigDecimal.valueOf(event.askQuantity());
                value = bid.multiply(askQuantity)
                        .add(ask.multiply(bidQuantity))
                        .divide(bidQuantity.add(askQuantity), MathContext.DECIMAL64)
                        .doubleValue();
            }
        }
        return value;
    }

    static double orderFlowImbalance(final List<MarketEvent> history, final long halfLifeNs, final int quantityScale) {
        final List<MarketEvent> books = new ArrayList<>(history);
        books.removeIf(MarketEvent::trade);
        final List<MarketEvent> quotes = tradable(history);
        if (quotes.isEmpty() || last(quotes).timeNs() - quotes.get(0).timeNs() < halfLifeNs) {
            return Double.NaN;
        }
        final long nowNs = last(quotes).timeNs();
        double sum = 0;
        for (int i = 1; i < books.size(); i++) {
            final MarketEvent before = books.get(i - 1);
            final MarketEvent now = books.get(i);
            if (before.tradable() && now.tradable()) {
                long flow = 0;
                flow += now.bid() >= before.bid() ? now.bidQuantity() : 0;
                flow -= now.bid() <= before.bid() ? before.bidQuantity() : 0;
                flow -= now.ask() <= before.ask() ? now.askQuantity() : 0;
                flow += now.ask() >= before.ask() ? before.askQuantity() : 0;
                sum += flow * weight(nowNs - now.timeNs(), halfLifeNs);
            }
        }
        return sum / StrictMath.pow(10, quantityScale);
    }

    static double averagePrice(final List<MarketEvent> history, final long halfLifeNs) {
        final List<MarketEvent> quotes = tradable(history);
        if (quotes.isEmpty() || last(quotes).timeNs() - quotes.get(0).timeNs() < halfLifeNs) {
            return Double.NaN;
        }
        final long nowNs = last(quotes).timeNs();
        // The first price stood for ever before it was seen.
        double sum = quotes.get(0).mid() * weight(nowNs - quotes.get(0).timeNs(), halfLifeNs);
        for (int i = 1; i < quotes.size(); i++) {
            final double from = weight(nowNs - quotes.get(i - 1).timeNs(), halfLifeNs);
            final double to = weight(nowNs - quotes.get(i).timeNs(), halfLifeNs);
            sum += quotes.get(i - 1).mid() * (to - from);
        }
        return sum;
    }

    static double trend(final List<MarketEvent> history, final long fastHalfLifeNs, final long slowHalfLifeNs) {
        final double fast = averagePrice(history, fastHalfLifeNs);
        final double slow = averagePrice(history, slowHalfLifeNs);
        return (fast - slow) / slow * 1e4;
    }

    static double tradeImbalance(final List<MarketEvent> history, final long halfLifeNs) {
        final List<MarketEvent> trades = new ArrayList<>(history);
        trades.removeIf(event -> !event.trade());
        if (trades.isEmpty() || last(trades).timeNs() - trades.get(0).timeNs() < halfLifeNs) {
            return Double.NaN;
        }
        double signed = 0;
        double all = 0;
        for (final MarketEvent trade : trades) {
            final double weighted = trade.quantity() * weight(last(trades).timeNs() - trade.timeNs(), halfLifeNs);
            signed += trade.aggressor() == Side.BUY ? weighted : -weighted;
            all += weighted;
        }
        return signed / all;
    }

    static double ewmaVolatility(final List<MarketEvent> history, final long halfLifeNs) {
        final List<MarketEvent> quotes = tradable(history);
        if (quotes.isEmpty() || last(quotes).timeNs() - quotes.get(0).timeNs() < halfLifeNs) {
            return Double.NaN;
        }
        final long nowNs = last(quotes).timeNs();
        double variance = 0;
        double seconds = 0;
        for (int i = 1; i < quotes.size(); i++) {
            final MarketEvent before = quotes.get(i - 1);
            final MarketEvent now = quotes.get(i);
            final double change = (now.mid() - before.mid()) / before.mid();
            final double elapsed = now.timeNs() - before.timeNs();
            // The mean of 2^-(age / half-life) over the interval.
            final double x = LN2 * elapsed / halfLifeNs;
            final double mean =
                    weight(nowNs - now.timeNs(), halfLifeNs) * (elapsed == 0 ? 1 : -StrictMath.expm1(-x) / x);
            variance += change * change * mean;
            seconds += elapsed / 1e9 * mean;
        }
        return 1e4 * StrictMath.sqrt(variance / seconds);
    }

    static double realisedVolatility(final List<MarketEvent> history, final long sampleNs, final int samples) {
        final List<MarketEvent> quotes = tradable(history);
        if (quotes.isEmpty()) {
            return Double.NaN;
        }
        final long cell = last(quotes).timeNs() / sampleNs;
        if (cell - quotes.get(0).timeNs() / sampleNs <= samples) {
            return Double.NaN;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (long k = cell - samples; k < cell; k++) {
            final double from = midBefore(quotes, k * sampleNs);
            final double to = midBefore(quotes, (k + 1) * sampleNs);
            sum = sum.add(new BigDecimal((to - from) / from).pow(2));
        }
        return 1e4 * StrictMath.sqrt(sum.doubleValue() / (samples * (sampleNs / 1e9)));
    }

    /**
     * Of the trades whose interval, as {@code timeNs / intervalNs} after the shift, is one of the last {@code count}.
     */
    static double vwap(
            final List<MarketEvent> history,
            final long shiftNs,
            final long intervalNs,
            final int count,
            final boolean fromFirstTrade) {
        final List<MarketEvent> trades = new ArrayList<>(history);
        trades.removeIf(event -> !event.trade());
        if (trades.isEmpty()) {
            return Double.NaN;
        }
        final long cell = Math.floorDiv(last(trades).timeNs() - shiftNs, intervalNs);
        if (!fromFirstTrade && cell - Math.floorDiv(trades.get(0).timeNs() - shiftNs, intervalNs) < count) {
            return Double.NaN;
        }
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal quantity = BigDecimal.ZERO;
        for (final MarketEvent trade : trades) {
            if (Math.floorDiv(trade.timeNs() - shiftNs, intervalNs) > cell - count) {
                notional =
                        notional.add(BigDecimal.valueOf(trade.price(), 9).multiply(new BigDecimal(trade.quantity())));
                quantity = quantity.add(new BigDecimal(trade.quantity()));
            }
        }
        return notional.divide(quantity, MathContext.DECIMAL64).doubleValue();
    }

    private static List<MarketEvent> tradable(final List<MarketEvent> history) {
        final List<MarketEvent> quotes = new ArrayList<>(history);
        quotes.removeIf(event -> !event.tradable());
        return quotes;
    }

    private static MarketEvent last(final List<MarketEvent> events) {
        return events.get(events.size() - 1);
    }

    private static double midBefore(final List<MarketEvent> quotes, final long timeNs) {
        double mid = Double.NaN;
        for (final MarketEvent quote : quotes) {
            if (quote.timeNs() < timeNs) {
                mid = quote.mid();
            }
        }
        if (Double.isNaN(mid)) {
            throw new IllegalStateException("no price before " + timeNs);
        }
        return mid;
    }

    private static double weight(final long ageNs, final long halfLifeNs) {
        return StrictMath.pow(2, -(double) ageNs / halfLifeNs);
    }
}
