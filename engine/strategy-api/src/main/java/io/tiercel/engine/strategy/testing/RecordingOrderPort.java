package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.strategy.OrderPort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An order port for tests of strategies: it writes every call down and does nothing. Orders get the ids 1, 2, 3 …; a
 * test tells of their fate with a {@link FakeExecution}.
 */
public final class RecordingOrderPort implements OrderPort {
    private static final int PRICE_SCALE = 9;

    private final List<String> calls = new ArrayList<>();
    private long lastId;
    private boolean answer = true;
    private boolean outOfIds;

    /** What was called since the last time this was asked. */
    public List<String> takeCalls() {
        final List<String> result = List.copyOf(calls);
        calls.clear();
        return result;
    }

    /** For what else a test wants in the same list. */
    public void note(final String text) {
        calls.add(text);
    }

    /** What cancel and replace return from now on. */
    public void answer(final boolean newAnswer) {
        answer = newAnswer;
    }

    /** From now on no order gets an id. */
    public void outOfIds(final boolean newOutOfIds) {
        outOfIds = newOutOfIds;
    }

    @Override
    public long submit(
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        final long id = outOfIds ? 0 : ++lastId;
        calls.add("submit #" + id + " instrument " + instrumentId + " " + side + " " + type + " " + timeInForce
                + (postOnly ? " post-only " : " ") + quantity + " at " + price(priceNanos));
        return id;
    }

    @Override
    public long submitTwap(
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long durationNs,
            final int sliceCount) {
        final long id = outOfIds ? 0 : ++lastId;
        calls.add("twap #" + id + " instrument " + instrumentId + " " + side + " " + quantity + " at "
                + price(limitPriceNanos) + " over " + durationNs + " ns in " + sliceCount);
        return id;
    }

    @Override
    public boolean cancel(final long orderId) {
        calls.add("cancel #" + orderId);
        return answer;
    }

    @Override
    public boolean replace(final long orderId, final long priceNanos, final long quantity) {
        calls.add("replace #" + orderId + " " + quantity + " at " + price(priceNanos));
        return answer;
    }

    @Override
    public void cancelAll(final int instrumentId) {
        calls.add("cancel all of instrument " + instrumentId);
    }

    private static String price(final long priceNanos) {
        return BigDecimal.valueOf(priceNanos, PRICE_SCALE).stripTrailingZeros().toPlainString();
    }
}
