package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.StateBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long TIME_NS = 10;

    private final RecordingListener heard = new RecordingListener();
    private final OwnOrders orders = newOrders(heard);

    private static OwnOrders newOrders(final RecordingListener listener) {
        return new OwnOrders(8, 2, 2, 1_000, new ManualTimers(), listener);
    }

    private Order open(final long orderId) {
        final Order order =
                orders.prepare(orderId, 0, 1, 1, 1, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 1, 10);
        orders.open(order, TIME_NS);
        return order;
    }

    @Test
    void shouldGiveBackCancelsByIdAndGoOnAfterTheLastOne() {
        for (int id = 1; id <= 5; id++) {
            open(id);
        }
        assertTrue(orders.backlog().addCancel(orders.get(4)));
        assertTrue(orders.backlog().addCancel(orders.get(2)));
        assertFalse(orders.backlog().addCancel(orders.get(2)));

        assertEquals(2, orders.backlog().takeCancel().orderId());
        orders.backlog().addCancel(orders.get(1));
        orders.backlog().addCancel(orders.get(5));

        assertEquals(4, orders.backlog().takeCancel().orderId());
        assertEquals(5, orders.backlog().takeCancel().orderId());
        assertEquals(1, orders.backlog().takeCancel().orderId());
        assertNull(orders.backlog().takeCancel());
        assertTrue(orders.backlog().isEmpty());
    }

    @Test
    void shouldForgetOrderWhoseCancelWasSentOrThatIsOver() {
        orders.backlog().addCancel(open(1));
        orders.backlog().addCancel(open(2));

        orders.startCancel(orders.get(1), TIME_NS);
        final VenueMessage rejected = new VenueMessage(VenueMessage.Kind.REJECTED)
                .sequence(1, 1, 101)
                .of(2, orders.get(2).venueToken());
        rejected.deliver(orders, TIME_NS);

        assertTrue(orders.backlog().isEmpty());
        assertFalse(orders.backlog().addCancel(orders.get(1)));
        assertFalse(orders.backlog().addCancel(orders.get(2)));
    }

    @Test
    void shouldAskInPortionsAlsoAfterRestore() {
        for (int id = 1; id <= 5; id++) {
            open(id);
        }
        heard.room = 2;

        orders.onSessionUp(1, 1, 1, TIME_NS);
        final List<String> first = heard.take();
        final StateBuffer state = new StateBuffer();
        orders.snapshotTo(state);
        orders.askWaiting(TIME_NS);
        final List<String> second = heard.take();
        final RecordingListener heardAgain = new RecordingListener();
        heardAgain.room = 2;
        final OwnOrders restored = newOrders(heardAgain);
        restored.restoreFrom(state.reader());
        restored.askWaiting(TIME_NS);
        orders.askWaiting(TIME_NS);

        assertEquals(List.of("in doubt 1", "in doubt 2", "list 1"), first);
        assertEquals(List.of("in doubt 3", "in doubt 4"), second);
        assertEquals(second, heardAgain.take());
        assertEquals(List.of("in doubt 5"), heard.take());
        assertTrue(orders.backlog().isEmpty());
    }
}
