package io.tiercel.engine.order;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;

/**
 * What our orders tell the rest of the core. The order shows its state after the input; one input can lead to several
 * calls. A call may open, cancel and replace orders.
 *
 * <p><b>Reserved quantity.</b> For each strategy, instrument and side, what risk control holds as open equals the sum
 * of {@link Order#reservedQuantity()} after every input, when the calls are passed on like this:
 *
 * <table>
 * <caption>Who tells risk control what</caption>
 * <tr><th>here</th><th>there</th></tr>
 * <tr><td>{@link OwnOrders#open} returned an order</td><td>openOrder(quantity)</td></tr>
 * <tr><td>{@link OwnOrders#startReplace} returned true</td>
 *     <td>adjustOrder(max(0, new quantity − {@link Order#quantity()})): an increase is reserved when it is asked
 * for</td></tr>
 * <tr><td>{@link #onFilled}</td><td>fill(reservedQuantity, quantity, …)</td></tr>
 * <tr><td>{@link #onReplaced}, {@link #onChangeRefused}</td>
 *     <td>adjustOrder(openQuantityChange), unless it is 0: a decrease is given back when the venue confirms it, an
 *     increase when the venue refuses it</td></tr>
 * <tr><td>{@link #onClosed}</td><td>closeOrder(releasedQuantity)</td></tr>
 * </table>
 */
public interface OrderListener {
    /**
     * Whether the current input may have more outputs. Asked before each step of what can take many; without room it
     * waits in {@link Backlog}.
     */
    boolean hasRoom();

    void onAccepted(Order order);

    /**
     * Each execution exactly once. When it ends the order, {@link #onClosed} follows.
     *
     * @param reservedQuantity how much of {@code quantity} was still open at the risk control: less than it when the
     *                         order was over already (a late fill, 0) or is over-filled
     */
    void onFilled(Order order, long quantity, long priceNanos, long reservedQuantity, long feeMoney, long executionId);

    /**
     * The order is over; {@code releasedQuantity} of it was open and did not execute. After the last fill that is 0,
     * or what a replace under way had reserved.
     */
    void onClosed(Order order, OrderState state, VenueReason reason, long releasedQuantity);

    /**
     * The venue confirmed a replace.
     *
     * @param openQuantityChange the open quantity now, less what was reserved: 0 or less, since an increase was
     *                           reserved when it was asked for; more than 0 only when the venue took more than it was
     * asked for
     */
    void onReplaced(Order order, long openQuantityChange);

    /**
     * The venue, or the gate, refused a cancel or a replace, or an answer about the order showed that it had no
     * effect; the order stands. The reason is NONE when it was not the venue that refused.
     *
     * @param openQuantityChange what a replace had reserved and is given back: 0 or less, 0 for a cancel
     */
    void onChangeRefused(Order order, VenueReason reason, long openQuantityChange);

    /** The venue has not answered in time: an order status request is to be sent. */
    void onInDoubt(Order order);

    /**
     * Executions from {@code fromInbound} to {@code toInbound} are missing and are to be asked for. Told once for each.
     */
    void onExecutionGap(int venueId, int sessionId, long fromInbound, long toInbound);

    /**
     * Executions in this range are missing still, although they were asked for: they are to be asked for again. Some of
     * the range may have come.
     */
    void onResendWanted(int venueId, int sessionId, long fromInbound, long toInbound);

    /** A new session of the venue began and orders are open there: a list of its open orders is to be asked for. */
    void onOpenOrdersWanted(int venueId);

    /**
     * Something that should not happen.
     *
     * <table>
     * <caption>What the values are</caption>
     * <tr><th>code</th><th>value</th><th>limitValue</th></tr>
     * <tr><td>LATE_FILL</td><td>quantity of the fill</td><td>executed in all</td></tr>
     * <tr><td>OVER_FILL</td><td>executed in all</td><td>the order's quantity</td></tr>
     * <tr><td>UNKNOWN_ORDER_EXECUTION (order null)</td><td>the venue token</td><td>quantity of a fill, else 0</td></tr>
     * <tr><td>EXECUTION_GAP</td><td>executed in all, as the venue says</td><td>executed in all, as came here</td></tr>
     * <tr><td>EXECUTION_GAP (order null: asked for and not come, nobody asks any more)</td><td>first missing</td>
     *     <td>last missing</td></tr>
     * <tr><td>ORDER_IN_DOUBT (asked {@code limitValue} times; nobody asks again until the venue's next session)</td>
     *     <td>inquiries made</td><td>inquiries allowed</td></tr>
     * <tr><td>ILLEGAL_TRANSITION</td><td>template id of the message</td><td>{@link OrderState} when it came</td></tr>
     * <tr><td>TIMER_CAPACITY</td><td>the deadline, ns</td><td>0</td></tr>
     * </table>
     *
     * @param order null when none is known. An ILLEGAL_TRANSITION of an order that is over can mean that the venue
     *              works it still: a cancel of it does no harm
     */
    void onOrderAlert(AlertCode code, Order order, long value, long limitValue);
}
