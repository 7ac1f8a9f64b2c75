package io.tiercel.engine.core;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AlertEncoder;
import io.tiercel.codecs.control.CommandResultEncoder;
import io.tiercel.codecs.control.StrategyFailedEncoder;
import io.tiercel.codecs.journal.CheckpointEncoder;
import io.tiercel.codecs.orders.CancelOrderEncoder;
import io.tiercel.codecs.orders.ExecutionResendRequestEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.orders.OpenOrdersRequestEncoder;
import io.tiercel.codecs.orders.OrderChangedEncoder;
import io.tiercel.codecs.orders.OrderStatusRequestEncoder;
import io.tiercel.codecs.orders.ParentChangedEncoder;
import io.tiercel.codecs.orders.PositionChangedEncoder;
import io.tiercel.codecs.orders.ReplaceOrderEncoder;
import io.tiercel.codecs.orders.RiskRejectedEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StageProbe;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the core's outputs, numbers them within their input and chains them into a hash.
 *
 * <p>It knows how many outputs one input may have, and refuses none: who could write many asks {@link #hasRoom} before
 * each step, and leaves the rest to a Continue input.
 */
@HotPath
final class OutputEncoder {
    private static final int MAX_MESSAGE_LENGTH = 512;
    /** This part of the bound comes on top of it, for what earlier inputs left. */
    private static final int RESERVED_PART = 4;

    private final int bound;
    private final int firmId;
    private final int accountId;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_MESSAGE_LENGTH));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final OrderStatusRequestEncoder statusRequest = new OrderStatusRequestEncoder();
    private final OpenOrdersRequestEncoder openOrdersRequest = new OpenOrdersRequestEncoder();
    private final ExecutionResendRequestEncoder resendRequest = new ExecutionResendRequestEncoder();
    private final RiskRejectedEncoder riskRejected = new RiskRejectedEncoder();
    private final OrderChangedEncoder orderChanged = new OrderChangedEncoder();
    private final PositionChangedEncoder positionChanged = new PositionChangedEncoder();
    private final ParentChangedEncoder parentChanged = new ParentChangedEncoder();
    private final CommandResultEncoder commandResult = new CommandResultEncoder();
    private final AlertEncoder alert = new AlertEncoder();
    private final StrategyFailedEncoder strategyFailed = new StrategyFailedEncoder();
    private final CheckpointEncoder checkpoint = new CheckpointEncoder();

    private StageProbe stages = StageProbe.NONE;
    private Outputs outputs;
    private long cause;
    private int count;
    private int limit;
    private long chain = Digest.SEED;
    private long totalCount;

    OutputEncoder(final int bound, final int firmId, final int accountId) {
        this.bound = bound;
        this.firmId = firmId;
        this.accountId = accountId;
    }

    void stagesTo(final StageProbe probe) {
        stages = probe;
    }

    void startInput(final long sequence, final Outputs inputOutputs) {
        cause = sequence;
        outputs = inputOutputs;
        count = 0;
        limit = bound;
    }

    /** Whether the current input may have another output. */
    boolean hasRoom() {
        return count < limit;
    }

    /** Makes room for a quarter of the bound, whatever the input has used: last in it, for what has waited. */
    void openReserve() {
        limit = Math.max(bound, count + bound / RESERVED_PART);
    }

    /** Outputs of the current input so far. */
    int count() {
        return count;
    }

    /** Outputs of all inputs so far, checkpoints included. */
    long totalCount() {
        return totalCount;
    }

    /** The hash of all outputs so far, checkpoints excepted: they hold hashes of inputs. */
    long chain() {
        return chain;
    }

    void restore(final long restoredChain, final long restoredCount) {
        chain = restoredChain;
        totalCount = restoredCount;
    }

    void newOrder(final Order order) {
        newOrder.wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .orderType(order.type())
                .timeInForce(order.timeInForce())
                .firmId(firmId)
                .accountId(accountId)
                .parentOrderId(order.parentOrderId())
                .priceNanos(order.priceNanos())
                .quantity(order.quantity());
        newOrder.flags().clear().postOnly(order.postOnly());
        stages.onOrderReady();
        emit(newOrder.encodedLength());
    }

    void cancelOrder(final Order order) {
        cancelOrder
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken());
        emit(cancelOrder.encodedLength());
    }

    void replaceOrder(final Order order) {
        replaceOrder
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .newVenueToken(order.pendingToken())
                .priceNanos(order.pendingPriceNanos())
                .quantity(order.pendingQuantity());
        stages.onOrderReady();
        emit(replaceOrder.encodedLength());
    }

    void statusRequest(final Order order) {
        statusRequest
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken());
        emit(statusRequest.encodedLength());
    }

    void openOrdersRequest(final int venueId) {
        openOrdersRequest.wrapAndApplyHeader(buffer, 0, header).venueId((short) venueId);
        emit(openOrdersRequest.encodedLength());
    }

    void resendRequest(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        resendRequest
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .fromInbound(fromInbound)
                .toInbound(toInbound);
        emit(resendRequest.encodedLength());
    }

    void riskRejected(
            final int strategyId,
            final RiskReason reason,
            final Side side,
            final int instrumentId,
            final long orderId,
            final long parentOrderId,
            final long priceNanos,
            final long quantity,
            final long value,
            final long limitValue) {
        riskRejected
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .reason(reason)
                .side(side)
                .instrumentId(instrumentId)
                .orderId(orderId)
                .parentOrderId(parentOrderId)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .value(value)
                .limitValue(limitValue);
        emit(riskRejected.encodedLength());
    }

    void orderChanged(final Order order) {
        orderChanged
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(order.strategyId())
                .state(order.state())
                .side(order.side())
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .cumulativeQuantity(order.cumulativeQuantity())
                .leavesQuantity(order.leavesQuantity());
        emit(orderChanged.encodedLength());
    }

    void positionChanged(
            final int strategyId,
            final int instrumentId,
            final long quantity,
            final long realisedMoney,
            final long feeMoney) {
        positionChanged
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .quantity(quantity)
                .realisedMoney(realisedMoney)
                .feeMoney(feeMoney);
        emit(positionChanged.encodedLength());
    }

    void parentChanged(
            final int strategyId,
            final OrderState state,
            final Side side,
            final int instrumentId,
            final long orderId,
            final long cumulativeQuantity,
            final long leavesQuantity) {
        parentChanged
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .state(state)
                .side(side)
                .instrumentId(instrumentId)
                .orderId(orderId)
                .cumulativeQuantity(cumulativeQuantity)
                .leavesQuantity(leavesQuantity);
        emit(parentChanged.encodedLength());
    }

    void commandResult(final long commandId, final CommandResultCode code, final int templateId) {
        commandResult
                .wrapAndApplyHeader(buffer, 0, header)
                .commandId(commandId)
                .code(code)
                .templateId(templateId);
        emit(commandResult.encodedLength());
    }

    void alert(
            final AlertCode code,
            final int strategyId,
            final int instrumentId,
            final long orderId,
            final long value,
            final long limitValue) {
        alert.wrapAndApplyHeader(buffer, 0, header)
                .code(code)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .orderId(orderId)
                .value(value)
                .limitValue(limitValue);
        emit(alert.encodedLength());
    }

    /** Once per strategy and run. */
    @ColdPath
    void strategyFailed(final int strategyId, final StrategyCallback callback, final String exceptionClass) {
        strategyFailed
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .callback(callback)
                .exceptionClass(exceptionClass);
        emit(strategyFailed.encodedLength());
    }

    void checkpoint(final long inputCount, final long inputChain, final long stateChain) {
        checkpoint
                .wrapAndApplyHeader(buffer, 0, header)
                .inputCount(inputCount)
                .outputCount(totalCount)
                .inputChain(inputChain)
                .outputChain(chain)
                .stateChain(stateChain);
        handOver(MessageHeaderEncoder.ENCODED_LENGTH + checkpoint.encodedLength());
    }

    private void emit(final int encodedLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        final int ordinal = count;
        // An order leaves first: hashing it need not delay it.
        handOver(length);
        chain = Digest.mix(Digest.mix(chain, cause, ordinal), buffer, 0, length);
    }

    private void handOver(final int length) {
        final int ordinal = count++;
        totalCount++;
        outputs.onOutput(cause, ordinal, buffer, 0, length);
    }
}
