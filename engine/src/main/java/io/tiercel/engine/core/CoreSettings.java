package io.tiercel.engine.core;

import io.tiercel.engine.order.OrderListener;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.risk.RiskLimits;
import io.tiercel.engine.state.Timers;

/**
 * How large the core is built. Everything else reaches it as inputs.
 *
 * @param engineId             0 to 127; part of every order id
 * @param maxInstruments       the greatest instrument id
 * @param maxBookOrders        orders in all L3 books together
 * @param maxBookLevels        price levels in all books together
 * @param maxStrategies        the greatest strategy id
 * @param maxVenues            the greatest venue id
 * @param maxOpenOrders        own orders open at the same time
 * @param maxClosedOrders      own orders that are over and still remembered
 * @param maxParentOrders      parent orders open at the same time
 * @param maxTimers            timers running at the same time
 * @param maxOutputsPerInput   outputs one input may cause; what is left over waits for a Continue input
 * @param answerTimeoutNs      after this long without an answer an order is in doubt
 * @param feedStaleAfterNs     a feed that is silent for this long has its books suspended; 0: never
 * @param firmId               on every order
 * @param accountId            on every order
 * @param riskLimits           where no other limit is set
 */
public record CoreSettings(
        int engineId,
        int maxInstruments,
        int maxBookOrders,
        int maxBookLevels,
        int maxStrategies,
        int maxVenues,
        int maxOpenOrders,
        int maxClosedOrders,
        int maxParentOrders,
        int maxTimers,
        int maxOutputsPerInput,
        long answerTimeoutNs,
        long feedStaleAfterNs,
        int firmId,
        int accountId,
        RiskLimits riskLimits) {
    private static final int LEAST_EXECUTIONS = 1024;

    OwnOrders newOrders(final Timers timers, final OrderListener listener) {
        return new OwnOrders(maxOpenOrders, maxClosedOrders, maxVenues, answerTimeoutNs, timers, listener);
    }

    /** With room for a few executions of every order at once. */
    ExecutionQueue newExecutionQueue() {
        return new ExecutionQueue(Integer.highestOneBit(Math.max(LEAST_EXECUTIONS, maxOpenOrders)) * 4, maxStrategies);
    }
}
