package io.tiercel.engine.boot.status;

import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.EngineStatus.Health;
import io.tiercel.engine.observe.EngineStatus.Instrument;
import io.tiercel.engine.observe.EngineStatus.Latency;
import io.tiercel.engine.observe.EngineStatus.Order;
import io.tiercel.engine.observe.EngineStatus.Position;
import io.tiercel.engine.observe.EngineStatus.State;
import io.tiercel.engine.observe.EngineStatus.Strategy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An engine's status as the lines of a terminal. What does not fit is left out from the bottom of its own part, with
 * a line that says how much there is.
 */
final class TerminalView {
    private static final int LEAST_COLUMNS = 60;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MADE_FOR_ROWS = 30;
    private static final int WAYS = 3;
    /** Rows that are always there: head, totals, titles, rules, health, two of the foot. */
    private static final int FIXED_ROWS = 16;

    private final Paint paint;
    private final int columns;
    private final int rows;

    TerminalView(final Paint paint, final int columns, final int rows) {
        this.paint = paint;
        this.columns = Math.max(LEAST_COLUMNS, columns);
        this.rows = rows;
    }

    /** @param before some moments earlier, for rates; null at first */
    List<String> lines(final EngineStatus now, final EngineStatus before, final String foot) {
        final List<String> lines = new ArrayList<>();
        // In a low terminal those of whole ways only, which stand first.
        final int latencyRoom = Math.min(now.latencies().size(), Math.max(WAYS, rows - MADE_FOR_ROWS + WAYS));
        final int room = Math.max(3, rows - FIXED_ROWS - latencyRoom);
        final int positionCount = positionCount(now.strategies());
        final int strategyRoom = Math.min(positionCount, Math.max(1, room / 2));
        final int bookRoom = Math.min(now.instruments().size(), Math.max(1, (room - strategyRoom) / 2));
        final int orderRoom = Math.max(0, room - strategyRoom - bookRoom);
        head(lines, now);
        totals(lines, now, before);
        books(lines, now.instruments(), bookRoom);
        strategies(lines, now.strategies(), strategyRoom);
        orders(lines, now.orders(), now.totals().getOrDefault("openOrders", 0L), orderRoom);
        latencies(lines, now.latencies().subList(0, latencyRoom));
        health(lines, now.health());
        // Of a terminal that is too low for all parts the upper ones are shown.
        final List<String> shown =
                lines.size() < rows ? lines : new ArrayList<>(lines.subList(0, Math.max(0, rows - 1)));
        shown.add(paint.faint(foot));
        return shown;
    }

    private void head(final List<String> lines, final EngineStatus now) {
        final String name = "TIERCEL";
        final String what = "  engine " + now.engineId() + "  process " + now.processId() + "  " + now.layout();
        final String state = paint.dot() + " " + now.state().name().toLowerCase(Locale.ROOT);
        final String painted = now.state() == State.TRADING
                ? paint.good(state)
                : now.state() == State.DEAD ? paint.bad(state) : paint.warning(state);
        final String clock = CLOCK.format(Instant.ofEpochSecond(0, now.timeNs())) + " UTC   up "
                + Figures.elapsed(now.timeNs() - now.startNs());
        lines.add(new Row()
                .left(paint.bold(name), name.length(), 0)
                .left(what, 0)
                .to(columns - clock.length() - state.length() - 3)
                .left(painted, state.length(), state.length() + 3)
                .left(clock, 0)
                .toString());
        rule(lines);
    }

    private void totals(final List<String> lines, final EngineStatus now, final EngineStatus before) {
        final long realised = total(now, "realisedMoney");
        final long unrealised = total(now, "unrealisedMoney");
        final long fees = total(now, "feeMoney");
        final long profit = realised + unrealised - fees;
        final String profitText = Figures.signedMoney(profit) + " " + now.currency();
        lines.add(new Row()
                .left("P&L ", 0)
                .left(paint.bold(paint.signed(profit, profitText)), profitText.length(), 22)
                .left(paint.faint("realised "), 9, 9)
                .left(Figures.signedMoney(realised), 14)
                .left(paint.faint("unrealised "), 11, 11)
                .left(Figures.signedMoney(unrealised), 14)
                .left(paint.faint("fees "), 5, 5)
                .left(Figures.money(fees), 0)
                .toString());
        final Row row = new Row();
        cell(row, "events", Figures.count(total(now, "events")) + rate(now, before));
        cell(row, "orders", Figures.count(total(now, "orders")));
        cell(row, "fills", Figures.count(total(now, "fills")));
        cell(row, "refused", Figures.count(total(now, "refused") + total(now, "rejected")));
        cell(row, "alerts", Figures.count(total(now, "alerts")));
        cell(row, "journal", Figures.bytes(total(now, "journalBytes")));
        lines.add(row.toString());
    }

    private String rate(final EngineStatus now, final EngineStatus before) {
        if (before == null || now.timeNs() <= before.timeNs()) {
            return "";
        }
        final double seconds = (now.timeNs() - before.timeNs()) / NANOS_PER_SECOND;
        return " (" + Figures.count(Math.round((total(now, "events") - total(before, "events")) / seconds)) + "/s)";
    }

    private void cell(final Row row, final String label, final String value) {
        row.left(paint.faint(label + " "), label.length() + 1, 0).left(value + "   ", 0);
    }

    private static long total(final EngineStatus status, final String name) {
        return status.totals().getOrDefault(name, 0L);
    }

    private void books(final List<String> lines, final List<Instrument> instruments, final int room) {
        title(lines, "BOOK", 18, "bid quantity", 14, "bid", 13, "ask", 13, "ask quantity", 14, "last", 13, "feed", 13);
        final int shown = shown(instruments.size(), room);
        for (int i = 0; i < shown; i++) {
            final Instrument book = instruments.get(i);
            final boolean live = book.feed().equals("live");
            lines.add(new Row()
                    .left(clip(book.symbol(), 17), 18)
                    .right(amount(book.bidPriceNanos(), book.bidQuantity(), book.quantityScale()), 14)
                    .right(price(book.bidPriceNanos()), 13)
                    .right(price(book.askPriceNanos()), 13)
                    .right(amount(book.askPriceNanos(), book.askQuantity(), book.quantityScale()), 14)
                    .right(price(book.lastPriceNanos()), 13)
                    .right(
                            live ? paint.good(book.feed()) : paint.warning(book.feed()),
                            book.feed().length(),
                            13)
                    .toString());
        }
        more(lines, instruments.size() - shown, "instruments");
    }

    private String price(final long nanos) {
        return nanos == Long.MIN_VALUE ? paint.none() : Figures.price(nanos);
    }

    private String amount(final long priceNanos, final long quantity, final int scale) {
        return priceNanos == Long.MIN_VALUE ? paint.none() : Figures.quantity(quantity, scale);
    }

    private void strategies(final List<String> lines, final List<Strategy> strategies, final int room) {
        title(
                lines,
                "STRATEGY",
                18,
                "state",
                11,
                "open",
                6,
                "orders",
                9,
                "fills",
                8,
                "refused",
                9,
                "position",
                23,
                "P&L",
                14);
        int left = shown(positionCount(strategies), room);
        int hidden = 0;
        for (final Strategy strategy : strategies) {
            for (int i = 0; i < Math.max(1, strategy.positions().size()); i++) {
                if (left-- > 0) {
                    lines.add(strategy(strategy, i));
                } else {
                    hidden++;
                }
            }
        }
        more(lines, hidden, "positions");
    }

    private String strategy(final Strategy strategy, final int index) {
        final Row row = new Row();
        if (index == 0) {
            final String state = strategy.state();
            row.left(clip(strategy.name(), 17), 18)
                    .right(strategyState(state), state.length(), 11)
                    .right(Figures.count(strategy.openOrders()), 6)
                    .right(Figures.count(strategy.orders()), 9)
                    .right(Figures.count(strategy.fills()), 8)
                    .right(Figures.count(strategy.refused()), 9);
        } else {
            row.to(61);
        }
        if (index >= strategy.positions().size()) {
            return row.right(paint.none(), 23).right(paint.none(), 14).toString();
        }
        final Position position = strategy.positions().get(index);
        final long profit = position.realisedMoney() + position.unrealisedMoney() - position.feeMoney();
        final String money = Figures.signedMoney(profit);
        return row.right(
                        Figures.signedQuantity(position.quantity(), position.quantityScale()) + " "
                                + clip(position.symbol(), 12),
                        23)
                .right(paint.signed(profit, money), money.length(), 14)
                .toString();
    }

    private String strategyState(final String state) {
        return switch (state) {
            case "trading" -> paint.good(state);
            case "off" -> paint.faint(state);
            default -> paint.bad(state);
        };
    }

    private void orders(final List<String> lines, final List<Order> orders, final long openCount, final int room) {
        title(lines, "OPEN ORDERS", 18, "instrument", 20, "side", 7, "quantity", 14, "price", 14, "state", 18);
        final int shown = Math.min(shown((int) openCount, room), orders.size());
        for (int i = 0; i < shown; i++) {
            final Order order = orders.get(i);
            lines.add(new Row()
                    .left(clip(order.strategy(), 17), 18)
                    .right(clip(order.symbol(), 18), 20)
                    .right(order.side(), 7)
                    .right(Figures.quantity(order.leavesQuantity(), order.quantityScale()), 14)
                    .right(Figures.price(order.priceNanos()), 14)
                    .right(order.state(), 18)
                    .toString());
        }
        more(lines, (int) Math.max(0, openCount - shown), "orders");
    }

    private void latencies(final List<String> lines, final List<Latency> latencies) {
        title(lines, "LATENCY", 18, "count", 14, "p50", 13, "p99", 13, "p99.9", 13, "max", 13);
        for (final Latency latency : latencies) {
            lines.add(new Row()
                    .left(clip(latency.hop(), 17), 18)
                    .right(Figures.count(latency.count()), 14)
                    .right(measured(latency, latency.p50Ns()), 13)
                    .right(measured(latency, latency.p99Ns()), 13)
                    .right(measured(latency, latency.p999Ns()), 13)
                    .right(measured(latency, latency.maxNs()), 13)
                    .toString());
        }
    }

    private String measured(final Latency latency, final long ns) {
        return latency.count() == 0 ? paint.none() : Figures.latency(ns);
    }

    private void health(final List<String> lines, final List<Health> health) {
        final Row row = new Row().left(paint.bold("HEALTH"), 6, 8);
        for (final Health part : health) {
            final String text = part.name() + " " + part.text();
            if (row.width() + text.length() > columns) {
                break;
            }
            row.left(paint.faint(part.name() + " "), part.name().length() + 1, 0)
                    .left(
                            part.good() ? paint.good(part.text()) : paint.bad(part.text()),
                            part.text().length(),
                            0)
                    .left("  ", 2);
        }
        rule(lines);
        lines.add(row.toString());
    }

    private void title(final List<String> lines, final String name, final int width, final Object... namesAndWidths) {
        final Row row = new Row().left(paint.bold(name), name.length(), width);
        for (int i = 0; i < namesAndWidths.length; i += 2) {
            final String label = (String) namesAndWidths[i];
            row.right(paint.faint(label), label.length(), (Integer) namesAndWidths[i + 1]);
        }
        rule(lines);
        lines.add(row.toString());
    }

    private static int positionCount(final List<Strategy> strategies) {
        return strategies.stream()
                .mapToInt(strategy -> Math.max(1, strategy.positions().size()))
                .sum();
    }

    /** How many of so many items are shown in so many rows, one of which says how many there are more. */
    private static int shown(final int count, final int room) {
        return count <= room ? count : Math.max(0, room - 1);
    }

    private void more(final List<String> lines, final int hidden, final String what) {
        if (hidden > 0) {
            lines.add(paint.faint("  and " + hidden + " more " + what));
        }
    }

    private void rule(final List<String> lines) {
        lines.add(paint.faint(paint.rule().repeat(columns)));
    }

    private static String clip(final String text, final int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + ".";
    }
}
