package io.tiercel.engine.replay.story;

import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.story.OrderStory.Target;
import io.tiercel.engine.risk.CheckListener;
import io.tiercel.engine.strategy.StrategyFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Finds an order in a journal, and runs the journal again up to the end of the order. */
public final class OrderReplay {
    private OrderReplay() {}

    /** Builds a core as the journal's head says, on these strategies, which tells these listeners. */
    @FunctionalInterface
    public interface Cores {
        TradingCore create(Function<String, StrategyFactory> strategies, CheckListener checks);
    }

    /**
     * @param story  of the order; null when the journal is damaged, or what it recorded does not come out again, before
     *               anything was seen of the order
     * @param replay up to where nothing more is recorded of the order
     */
    public record Result(OrderStory story, ReplayResult replay) {}

    /**
     * @param ahead           whether inputs may follow the one at which the core failed: those under way on the ring
     * @param strategies      finds a strategy by its class name
     * @param strategyIds     the ids of those that run, by name
     * @param firstSequence   of the journal
     * @throws UnknownOrderException when there is no such order
     */
    public static Result run(
            final Path journal,
            final OrderQuery query,
            final boolean ahead,
            final Cores cores,
            final Function<String, StrategyFactory> strategies,
            final Map<String, Integer> strategyIds,
            final long firstSequence) {
        final OrderFinder finder = OrderFinder.read(journal);
        final Target target = finder.find(query, strategyIds, firstSequence);
        StoryRecorder recorder = new StoryRecorder(target);
        ReplayResult replay = run(journal, recorder, cores, strategies, ahead);
        if (target.strategyId() == 0 && recorder.story() != null) {
            // Nothing is recorded of it. Whose it is had to be seen before what it found there could be.
            recorder = new StoryRecorder(recorder.seen());
            replay = run(journal, recorder, cores, strategies, ahead);
        }
        final OrderStory story = recorder.story();
        if (story == null && replay.equal()) {
            throw recorder.sequence() < target.sequence()
                    ? new UnknownOrderException(
                            "order " + target.orderId() + " (" + OrderQuery.parts(target.orderId())
                                    + ") would come of input " + target.sequence() + ", this journal ends with input "
                                    + recorder.sequence() + ": ask a later journal of this engine with --journal",
                            null)
                    : finder.unknown(target.orderId());
        }
        return new Result(story, replay);
    }

    private static ReplayResult run(
            final Path journal,
            final StoryRecorder recorder,
            final Cores cores,
            final Function<String, StrategyFactory> strategies,
            final boolean ahead) {
        final TradingCore core = cores.create(new WatchedStrategies(strategies, recorder), recorder);
        recorder.watch(core);
        return JournalReplay.watch(journal, core, ahead, recorder);
    }
}
