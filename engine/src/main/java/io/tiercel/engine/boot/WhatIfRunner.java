package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ChangedConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.DisabledStrategies;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.RunResult.Money;
import io.tiercel.engine.boot.strategies.StrategyJarException;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.whatif.FillSettings;
import io.tiercel.engine.replay.whatif.MessageSink;
import io.tiercel.engine.replay.whatif.Opening;
import io.tiercel.engine.replay.whatif.OrderComparison;
import io.tiercel.engine.replay.whatif.RecordedFacts;
import io.tiercel.engine.replay.whatif.RecordedRun;
import io.tiercel.engine.replay.whatif.Resimulation;
import io.tiercel.engine.replay.whatif.SessionOutcome;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.journal.JournalException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Asks of a journal what would have been under another configuration. */
final class WhatIfRunner {
    /** Where no order was answered, nothing says more. */
    private static final long ASSUMED_LATENCY_NS = 100_000L;

    private WhatIfRunner() {}

    /** Where the model's latency comes from. */
    enum LatencySource {
        OPTION,
        RECORDED,
        ASSUMED
    }

    /** @param money by currency */
    record Session(
            SessionOutcome outcome, SortedMap<String, Money> money, TradingCore core, DisabledStrategies disabled) {}

    /** All that there is to tell. */
    record Result(
            WhatIfOptions options,
            ReplayCode code,
            ChangedConfiguration change,
            RecordedFacts facts,
            long latencyNs,
            LatencySource latencySource,
            Session recorded,
            Session before,
            Session after,
            OrderComparison modelled,
            OrderComparison difference) {
        /** The journal is whole and no core failed. */
        boolean complete() {
            return facts.fault() == null
                    && recorded.outcome().failure() == null
                    && before.outcome().failure() == null
                    && after.outcome().failure() == null;
        }
    }

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    static int run(final WhatIfOptions options, final PrintStream out, final PrintStream err) {
        return run(options, ShippedStrategies::factory, out, err);
    }

    static int run(
            final WhatIfOptions options,
            final Function<String, StrategyFactory> strategies,
            final PrintStream out,
            final PrintStream err) {
        try {
            final JournalHead head = JournalHead.read(options.journal());
            final ChangedConfiguration change = ChangedConfiguration.of(head.configuration(), options.assignments());
            final StrategyJars jars = ReplayRunner.jars(head);
            final ReplayCode code = ReplayCode.of(head, jars.all(), options.allowCode());
            if (!code.mayRun()) {
                err.println("tiercel: " + code.refusal());
                return ExitCode.BAD_INPUT;
            }
            final Result result = compare(options, code, change, jars.orElse(strategies), err);
            out.println(options.json() ? WhatIfReport.json(result) : WhatIfReport.text(result));
            return result.complete() ? ExitCode.DONE : ExitCode.DIFFERENCE;
        } catch (final JournalException noJournal) {
            err.println("tiercel: " + noJournal.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final StrategyJarException refused) {
            refused.problems().forEach(problem -> err.println("tiercel: the journal's strategy jar: " + problem));
            return ExitCode.BAD_INPUT;
        }
    }

    private static Result compare(
            final WhatIfOptions options,
            final ReplayCode code,
            final ChangedConfiguration change,
            final Function<String, StrategyFactory> strategies,
            final PrintStream err) {
        final RecordedFacts facts = RecordedFacts.read(options.journal());
        final long latencyNs =
                options.latencyNs().orElse(facts.answerCount() > 0 ? facts.medianAnswerNs() : ASSUMED_LATENCY_NS);
        final LatencySource source = options.latencyNs().isPresent()
                ? LatencySource.OPTION
                : facts.answerCount() > 0 ? LatencySource.RECORDED : LatencySource.ASSUMED;
        final TradingCore recordedCore = CoreFactory.create(change.before(), strategies);
        final Session recorded = session(
                change.before(),
                recordedCore,
                RecordedRun.run(options.journal(), facts, recordedCore, progress("recorded session", err)));
        final Session before =
                simulate(options, facts, change.before(), latencyNs, strategies, progress("without the change", err));
        final Session after =
                simulate(options, facts, change.after(), latencyNs, strategies, progress("with the change", err));
        after.disabled().tell(null, err);
        return new Result(
                options,
                code,
                change,
                facts,
                latencyNs,
                source,
                recorded,
                before,
                after,
                OrderComparison.of(recorded.outcome().orders(), before.outcome().orders()),
                OrderComparison.of(before.outcome().orders(), after.outcome().orders()));
    }

    private static Session simulate(
            final WhatIfOptions options,
            final RecordedFacts facts,
            final EngineConfiguration configuration,
            final long latencyNs,
            final Function<String, StrategyFactory> strategies,
            final LongConsumer progress) {
        final TradingCore core = CoreFactory.create(configuration, strategies);
        final Resimulation resimulation = new Resimulation(
                options.journal(),
                facts,
                core,
                new JournaledOpening(configuration),
                settings(configuration, latencyNs));
        return session(configuration, core, resimulation.run(progress));
    }

    private static FillSettings settings(final EngineConfiguration configuration, final long latencyNs) {
        final FillSettings settings = FillSettings.withoutFees(latencyNs);
        for (final EngineConfiguration.Venue venue : configuration.venues()) {
            settings.makerFeeRates()[venue.id()] = venue.makerFeeFraction();
            settings.takerFeeRates()[venue.id()] = venue.takerFeeFraction();
        }
        return settings;
    }

    private static Session session(
            final EngineConfiguration configuration, final TradingCore core, final SessionOutcome outcome) {
        final SortedMap<String, Money> money = new TreeMap<>();
        RunResult.collect(configuration.strategies(), core, new ArrayList<>(), money);
        return new Session(outcome, money, core, new DisabledStrategies(configuration.strategies(), core));
    }

    private static LongConsumer progress(final String what, final PrintStream err) {
        return events -> err.printf(Locale.ROOT, "%s: %,d events%n", what, events);
    }

    /** What a run with this configuration would have opened with. */
    private record JournaledOpening(EngineConfiguration configuration) implements Opening {
        @Override
        public void configuration(final MessageSink sink) {
            new ReferenceInputs(sink::accept).configuration(configuration);
        }

        @Override
        public boolean enabled(final int strategyId) {
            final List<EngineConfiguration.StrategyConfiguration> strategies = configuration.strategies();
            return strategyId > 0
                    && strategyId <= strategies.size()
                    && strategies.get(strategyId - 1).enabled();
        }

        @Override
        public void limits(final MessageSink sink) {
            new ReferenceInputs(sink::accept).limits(configuration);
        }
    }
}
