package @package@;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.DoubleParameter;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.LongParameter;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;

/** Buys when more buying than selling comes in, and sells again after a while. */
public final class @class@ implements Strategy {
    private static final long HALF_LIFE_NS = 1_000_000_000;

    private final StrategyContext context;
    private final Instrument instrument;
    private final Signal flow;
    private final LongParameter size;
    private final DoubleParameter threshold;
    private final LongParameter holdNs;

    /** The order that is under way, or 0. */
    private long orderId;
    /** No new order before this time. */
    private long quietUntilNs;

    public @class@(final StrategySetup setup) {
        context = setup.context();
        instrument = setup.instrument("instrument");
        flow = setup.signal(StandardSignals.orderFlowImbalance(instrument.id(), HALF_LIFE_NS));
        size = setup.quantity("size", instrument, "100", "1", "10000");
        threshold = setup.number("threshold", 500, 0, 1_000_000);
        holdNs = setup.duration("hold", "2s", "1ms", "10m");
    }

    @Override
    public void onBook(final Book book) {
        decide(book);
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        decide(context.book(instrument.id()));
    }

    @Override
    public void onExecution(final Execution execution) {
        if (execution.orderId() == orderId && execution.closed()) {
            // Filled or not, even refused: wait, and look again then, also when no book changes.
            orderId = 0;
            quietUntilNs = context.timeNs() + holdNs.value();
            context.startTimer(holdNs.value(), 0);
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.putLong(orderId);
        writer.putLong(quietUntilNs);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        orderId = reader.takeLong();
        quietUntilNs = reader.takeLong();
    }

    private void decide(final Book book) {
        if (orderId != 0 || context.timeNs() < quietUntilNs || !book.tradable()) {
            return;
        }
        final long position = context.position(instrument.id());
        if (position > 0) {
            orderId = context.orders().take(instrument.id(), Side.SELL, book.bidPriceNanos(), position);
        } else if (flow.ready() && flow.value() > threshold.value()) {
            orderId = context.orders().take(instrument.id(), Side.BUY, book.askPriceNanos(), size.value());
        }
    }
}
