package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.route.Router;

/**
 * What found no room among the outputs of its input, and what is to be done bit by bit anyway: at the end of each input
 * as much of it goes out as there is room for, cancels first. What is left is for a Continue input.
 */
@HotPath
final class WaitingWork {
    private final CancelSweeps sweeps;
    private final OrderFlow orderFlow;
    private final DayEnds dayEnds;
    private final Router router;
    private final OwnOrders orders;
    private final OutputEncoder outputs;

    WaitingWork(
            final CancelSweeps sweeps,
            final OrderFlow orderFlow,
            final DayEnds dayEnds,
            final Router router,
            final OwnOrders orders,
            final OutputEncoder outputs) {
        this.sweeps = sweeps;
        this.orderFlow = orderFlow;
        this.dayEnds = dayEnds;
        this.router = router;
        this.orders = orders;
        this.outputs = outputs;
    }

    boolean isThere() {
        return sweeps.hasWork() || !orders.backlog().isEmpty() || router.hasWaiting() || dayEnds.hasWork();
    }

    /** After all else that an input leads to. */
    void run(final long timeNs) {
        sweeps.wake();
        dayEnds.refresh();
        if (isThere()) {
            send(timeNs);
        }
    }

    private void send(final long timeNs) {
        outputs.openReserve();
        sweeps.run();
        orderFlow.cancelWaiting();
        router.runWaiting(timeNs);
        dayEnds.run();
        orders.askWaiting(timeNs);
    }
}
