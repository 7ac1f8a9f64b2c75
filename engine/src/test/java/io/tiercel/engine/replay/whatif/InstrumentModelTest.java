package io.tiercel.engine.replay.whatif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class InstrumentModelTest {
    private final List<String> fills = new ArrayList<>();
    private boolean up = true;
    private final InstrumentModel instrument = new InstrumentModel(1, new InstrumentModel.Fills() {
        @Override
        public void onFill(final ModelOrder order, final long priceNanos, final long quantity) {
            fills.add(order.venueOrderId + ": " + quantity + "@" + priceNanos);
            order.cumulativeQuantity += quantity;
        }

        @Override
        public boolean isUp(final int venueId) {
            return up;
        }
    });

    @Test
    void shouldFillWhenAnOrderBehindOrAtAWorsePriceIsHit() {
        instrument.book.add(true, 1, 100, 50);
        rest(11, Side.BUY, 100, 30);
        instrument.book.add(true, 2, 100, 50);
        instrument.book.add(true, 3, 99, 50);

        hit(1, 50);
        assertEquals(List.of(), fills);
        hit(2, 20);
        assertEquals(List.of("11: 20@100"), fills);
        hit(3, 50);
        assertEquals(List.of("11: 20@100", "11: 10@100"), fills);
        hit(2, 5);
        assertEquals(2, fills.size());
    }

    @Test
    void shouldShareOneTradeByPriceThenTime() {
        rest(11, Side.SELL, 102, 30);
        rest(12, Side.SELL, 101, 30);
        rest(13, Side.SELL, 101, 30);
        instrument.book.add(false, 1, 103, 100);

        hit(1, 70);

        assertEquals(List.of("12: 30@101", "13: 30@101", "11: 10@102"), fills);
    }

    @Test
    void shouldTradeWithAnOrderThatCrosses() {
        rest(11, Side.BUY, 100, 30);
        rest(12, Side.BUY, 99, 30);

        instrument.onEntered(instrument.book.add(false, 1, 100, 50));

        assertEquals(List.of("11: 30@100"), fills);
        assertEquals(20, instrument.book.find(1).available());
    }

    @Test
    void shouldStandInForARecordedOwnOrderUnlessOthersStandBefore() {
        instrument.book.add(true, 1, 100, 50);
        rest(11, Side.BUY, 100, 30);

        instrument.onOwnExecuted(true, 100, 10);
        assertEquals(List.of(), fills);
        instrument.onOwnExecuted(true, 99, 10);
        assertEquals(List.of("11: 10@100"), fills);
        instrument.book.delete(1);
        instrument.onOwnExecuted(true, 100, 40);
        assertEquals(List.of("11: 10@100", "11: 20@100"), fills);
    }

    @Test
    void shouldNeedTradesBeyondItsPriceWhereNoOrderIsNamed() {
        rest(11, Side.BUY, 100, 30);
        rest(12, Side.SELL, 102, 30);

        instrument.onTrade(true, true, 100, 10);
        instrument.onTrade(true, true, 102, 10);
        assertEquals(List.of(), fills);
        instrument.onTrade(true, true, 99, 10);
        instrument.onTrade(true, true, 103, 40);
        assertEquals(List.of("11: 10@100", "12: 30@102"), fills);
    }

    @Test
    void shouldStandBehindEverythingAfterTheFeedBeganAnew() {
        rest(11, Side.BUY, 100, 30);
        instrument.clear();
        instrument.book.add(true, 1, 100, 50);

        hit(1, 20);
        assertEquals(List.of(), fills);
        instrument.book.add(true, 2, 99, 50);
        hit(2, 20);
        assertEquals(List.of("11: 20@100"), fills);
    }

    @Test
    void shouldNotTradeWhileHaltedOrWithoutASession() {
        rest(11, Side.BUY, 100, 30);
        instrument.book.add(true, 1, 99, 50);

        instrument.trading = false;
        hit(1, 10);
        instrument.trading = true;
        up = false;
        hit(1, 10);

        assertEquals(List.of(), fills);
    }

    private void hit(final long id, final long quantity) {
        instrument.onExecuted(instrument.book.find(id), quantity);
        instrument.book.reduce(id, quantity);
    }

    private void rest(final long venueOrderId, final Side side, final long priceNanos, final long quantity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new NewOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .venueId((short) 1)
                .side(side)
                .instrumentId(1)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.DAY)
                .priceNanos(priceNanos)
                .quantity(quantity);
        instrument.rest(new ModelOrder(
                new NewOrderDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()), venueOrderId));
    }
}
