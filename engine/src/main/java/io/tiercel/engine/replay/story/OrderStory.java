package io.tiercel.engine.replay.story;

import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.risk.Bound;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a journal tells of one order. Prices and money are in 1e-9, quantities in the instrument's scale, times in UTC
 * ns.
 *
 * @param target     which one it is
 * @param strategy   the strategy's name
 * @param instrument its listing, or null when the order named one that is not known
 * @param cause      the input that it came of: the messages of its packet up to the last one, or the one input
 * @param decision   how it was decided on
 * @param parent     the parent that it is a slice of, or null
 * @param steps      what became of it, in order: its messages, the venue's, and what the core made of them
 * @param children   of a parent order, else empty
 * @param lastNs     the time of the last input that was run
 */
public record OrderStory(
        Target target,
        String strategy,
        Instrument instrument,
        List<Message> cause,
        Decision decision,
        Parent parent,
        List<Step> steps,
        List<Child> children,
        long lastNs) {
    /** The order's last known state, by name; REFUSED when risk control refused it. */
    public String outcome() {
        String outcome = "SENT";
        for (final Step step : steps) {
            final String state = step.message().fields().get("state");
            if (state != null) {
                outcome = state;
            } else if (step.message().name().equals("RiskRejected") && outcome.equals("SENT")) {
                outcome = steps.get(0) == step ? "REFUSED" : outcome;
            }
        }
        return outcome;
    }

    /** What its fills changed, those of other orders between them excepted; null when it had none. */
    public Effect effect() {
        Effect sum = null;
        for (final Step step : steps) {
            if (step.before() != null && step.after() != null) {
                final Effect before = sum == null ? new Effect(0, 0, 0) : sum;
                sum = new Effect(
                        before.position()
                                + step.after().position()
                                - step.before().position(),
                        before.realisedMoney()
                                + step.after().realisedMoney()
                                - step.before().realisedMoney(),
                        before.feeMoney()
                                + step.after().feeMoney()
                                - step.before().feeMoney());
            }
        }
        return sum;
    }

    /** Changes by an order's fills. */
    public record Effect(long position, long realisedMoney, long feeMoney) {}

    /**
     * Which order.
     *
     * @param orderId      its id; 0 for a parent order that was refused
     * @param sequence     the input that led to it
     * @param ordinal      of the output that it stands in first; -1 when none is recorded
     * @param strategyId   whose it is; 0 when not recorded
     * @param instrumentId what it was for; 0 when not recorded
     * @param lastSequence the last input of which an output of it is recorded
     */
    public record Target(
            long orderId, long sequence, int ordinal, int strategyId, int instrumentId, long lastSequence) {}

    /** A message of the journal, its fields as text by the schema's names. */
    public record Message(long sequence, long timeNs, String name, Map<String, String> fields) {}

    /** Who was called. {@code method} is null where the engine itself acted: a slice, a kill, a stop. */
    public record Caller(String strategy, String method, String detail) {}

    public record Level(long priceNanos, long quantity, int orderCount) {}

    /** Some levels of a book, the best first. */
    public record BookView(
            List<Level> bids, List<Level> asks, long lastTradePriceNanos, boolean suspect, String feedState) {}

    public record SignalValue(String key, boolean ready, double value) {}

    public record Holding(
            long position, long openBuyQuantity, long openSellQuantity, long realisedMoney, long feeMoney) {}

    /** A control of risk, or of the room for the order. */
    public record Check(RiskReason control, Bound bound, boolean passed, long value, long limitValue) {
        /** How far the value is from its limit; below 0 beyond it. Empty where that has no meaning, or does not fit. */
        public OptionalLong margin() {
            final boolean most = bound == Bound.AT_MOST;
            if (!most && bound != Bound.AT_LEAST) {
                return OptionalLong.empty();
            }
            try {
                return OptionalLong.of(
                        most ? Math.subtractExact(limitValue, value) : Math.subtractExact(value, limitValue));
            } catch (final ArithmeticException tooWide) {
                return OptionalLong.empty();
            }
        }
    }

    /**
     * @param request what was asked for, in words of the strategy's call; of a slice what the router did
     * @param before  the book before the packet; null when the instrument is not known
     * @param book    the book that the order was decided on, the packet applied
     * @param signals those that its strategy declared, as they were
     * @param holding what the strategy held and had open, before the order
     * @param checks  every control that was asked, in its order
     * @param since   the input that brought about the state that the last control refused; null where it is none
     */
    public record Decision(
            long sequence,
            long timeNs,
            Caller caller,
            String request,
            BookView before,
            BookView book,
            List<SignalValue> signals,
            Holding holding,
            List<Check> checks,
            Message since) {}

    /** The parent of a slice: who asked for it, when and how. */
    public record Parent(long orderId, long timeNs, Caller caller, String request) {}

    /** A slice of a parent. */
    public record Child(long orderId, long timeNs, String priceNanos, String quantity, String state, String executed) {}

    /**
     * @param from     {@code venue} for what came in, {@code core} for what the core made of it, {@code engine} for
     *                 what went out
     * @param caller   who was called when it went out; null for what came in
     * @param decision of a replace; else null
     * @param before   of a fill: what was held before; else null
     * @param after    of a fill: what is held after it; else null
     */
    public record Step(String from, Message message, Caller caller, Decision decision, Holding before, Holding after) {}
}
