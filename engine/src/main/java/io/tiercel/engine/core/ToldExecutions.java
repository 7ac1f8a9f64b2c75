package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.strategy.Strategies;

/** Tells strategies what became of their orders, after the callback that sent them: the derived events of an input. */
@HotPath
final class ToldExecutions {
    private final ExecutionQueue executions;
    private final Strategies strategies;
    private final OrderFlow orderFlow;
    private final OutputEncoder outputs;
    private final int maxPerInput;

    ToldExecutions(
            final ExecutionQueue executions,
            final Strategies strategies,
            final OrderFlow orderFlow,
            final OutputEncoder outputs,
            final int maxPerInput) {
        this.executions = executions;
        this.strategies = strategies;
        this.orderFlow = orderFlow;
        this.outputs = outputs;
        this.maxPerInput = maxPerInput;
    }

    /** As many as an input may have. A strategy that lost one is killed: it does not know its orders any more. */
    void run() {
        int room = maxPerInput;
        while (!executions.isEmpty() && room-- > 0 && outputs.hasRoom()) {
            final ExecutionEvent event = executions.take();
            event.writeOwed(outputs);
            strategies.onExecution(event.strategyId(), event);
        }
        for (int id = executions.nextLost(); id != 0; id = executions.nextLost()) {
            outputs.alert(AlertCode.DERIVED_OVERFLOW, id, 0, 0, executions.takeLost(id), 0);
            if (strategies.failure(id) == null) {
                orderFlow.kill(id);
            }
        }
    }
}
