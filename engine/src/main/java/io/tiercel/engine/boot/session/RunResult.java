package io.tiercel.engine.boot.session;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.session.DisabledStrategies.Disabled;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.observe.FeedFigures;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.risk.Positions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param orders       new orders that left
 * @param notSent      new orders that the gate could not send
 * @param rejects      refused by the engine's risk control or by the venue
 * @param unreconciled differences between the journal and the venues' own logs, and logs that are not to be trusted
 * @param differences  the first of those, in words
 * @param notCompared  venues whose log is not known, so that their fills are not part of {@code unreconciled}
 * @param disabled     strategies that failed, by rising id
 * @param money        by currency, never empty
 * @param durability   what the record of an input survived before its orders left
 * @param counters     all of them, zeros included
 * @param readiness    null on virtual time
 * @param feeds        what their lanes in this process counted
 */
public record RunResult(
        long events,
        long orders,
        long notSent,
        long fills,
        long rejects,
        long unreconciled,
        List<String> differences,
        List<Path> venueLogs,
        List<String> notCompared,
        List<Holding> positions,
        List<Disabled> disabled,
        SortedMap<String, Money> money,
        long digest,
        Path journal,
        String durability,
        SessionMetrics metrics,
        Map<Counter, Long> counters,
        Map<String, Long> allocatedBytes,
        Readiness readiness,
        List<FeedFigures> feeds,
        boolean clean) {
    /** What a strategy holds; {@code scale} of 2 means that a quantity of 100 is one unit. */
    public record Holding(String strategy, String instrument, long quantity, int scale) {}

    /** In 1e-9 of a currency. */
    public record Money(long realised, long unrealised, long fees) {
        Money plus(final Money other) {
            return new Money(
                    Math.addExact(realised, other.realised),
                    Math.addExact(unrealised, other.unrealised),
                    Math.addExact(fees, other.fees));
        }
    }

    /** After the run's threads have ended and the journal is closed. */
    static RunResult of(
            final Session session,
            final Readiness readiness,
            final Map<String, Long> allocatedBytes,
            final List<String> logFailures,
            final List<FeedFigures> feeds) {
        final SessionMetrics metrics = session.metrics();
        final VenueLogs logs = VenueLogs.compare(session, logFailures, true);
        final List<Holding> holdings = new ArrayList<>();
        final SortedMap<String, Money> money = new TreeMap<>();
        collect(session.configuration().strategies(), session.core(), holdings, money);
        return new RunResult(
                session.lastSequence() - session.firstSequence() + 1,
                metrics.outputs(NewOrderDecoder.TEMPLATE_ID),
                metrics.notSent(NewOrderDecoder.TEMPLATE_ID),
                metrics.inputs(OrderFilledDecoder.TEMPLATE_ID),
                metrics.outputs(RiskRejectedDecoder.TEMPLATE_ID) + metrics.inputs(OrderRejectedDecoder.TEMPLATE_ID),
                logs.unreconciled(),
                logs.differences(),
                logs.files(),
                logs.unknown(),
                holdings,
                session.disabledStrategies().list(),
                money,
                session.core().digest(),
                session.journalFolder(),
                session.configuration().journal().durability().word(),
                metrics,
                Counter.readAll(session),
                allocatedBytes,
                readiness,
                feeds,
                session.loop().endedClean());
    }

    /** Nothing was traded: that, too, is an amount. */
    private static String anyCurrency(final Instruments instruments) {
        for (int id = 1; id <= instruments.greatestId(); id++) {
            if (instruments.get(id) != null) {
                return instruments.get(id).currency();
            }
        }
        return "";
    }

    /** Holdings in the order of strategy and instrument ids, and the money of all of them. */
    public static void collect(
            final List<StrategyConfiguration> strategies,
            final TradingCore core,
            final List<Holding> holdings,
            final SortedMap<String, Money> money) {
        final Positions positions = core.positions();
        // The core's, not the start's: some are defined while it runs.
        final Instruments instruments = core.instruments();
        for (final StrategyConfiguration strategy : strategies) {
            for (int id = 1; id <= instruments.greatestId(); id++) {
                final Instrument instrument = instruments.get(id);
                if (instrument == null || !positions.touched(strategy.id(), id)) {
                    continue;
                }
                holdings.add(new Holding(
                        strategy.name(),
                        instrument.symbol(),
                        positions.quantity(strategy.id(), id),
                        instrument.quantityScale()));
                money.merge(
                        instrument.currency(),
                        new Money(
                                positions.realisedMoney(strategy.id(), id),
                                positions.unrealisedMoney(
                                        strategy.id(), core.books().book(id)),
                                positions.feeMoney(strategy.id(), id)),
                        Money::plus);
            }
        }
        if (money.isEmpty()) {
            money.put(anyCurrency(instruments), new Money(0, 0, 0));
        }
    }

    /** Nothing is left open and the venues agree. */
    public boolean reconciled() {
        return clean && unreconciled == 0;
    }
}
