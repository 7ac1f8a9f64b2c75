package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.engine.observe.readmodel.CoreContents;
import io.tiercel.engine.replay.JournalFollower;
import io.tiercel.journal.readmodel.ModelHead;
import io.tiercel.journal.readmodel.ReadModels;

/** How large the read model of a configuration is, and what is in it. */
final class ReadModelShape {
    /** Of an instrument: so many strategies that hold it have room, on average. */
    private static final int HOLDERS = 4;

    private final EngineConfiguration configuration;

    /** @param configuration of the journal */
    ReadModelShape(final EngineConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Most entries: for every order, instrument, strategy and venue, and for the positions of most. */
    int capacity() {
        final EngineConfiguration.Engine engine = configuration.engine();
        final long holdings = (long) engine.maxInstruments() * Math.min(HOLDERS, Math.max(1, engine.maxStrategies()));
        final long all = 1L
                + configuration.venues().size()
                + engine.maxStrategies()
                + engine.maxOpenOrders()
                + engine.maxInstruments()
                + holdings;
        return (int) Math.min(ReadModels.MAX_ENTRIES, all);
    }

    /** Of the core as it is behind the follower's last input. */
    Contents contents(final JournalFollower<TradingCore> follower) {
        return new CoreContents(
                        follower.core(),
                        configuration.engine().id(),
                        configuration.engine().maxStrategies(),
                        configuration.venues().stream()
                                .map(EngineConfiguration.Venue::id)
                                .toList(),
                        capacity())
                .take(follower.timeNs());
    }

    static ModelHead head(final JournalFollower<TradingCore> follower, final Contents contents) {
        return new ModelHead(
                follower.journalId(),
                follower.sequence(),
                follower.timeNs(),
                follower.core().digest(),
                contents.omitted());
    }
}
