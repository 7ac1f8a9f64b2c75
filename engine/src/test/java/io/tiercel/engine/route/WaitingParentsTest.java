package io.tiercel.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.OrderIds;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parents for which their input has no room. */
class WaitingParentsTest {
    private static final long START = 1_000_000;

    private final OrderIds orderIds = new OrderIds();
    private final ManualTimers timers = new ManualTimers(3);
    private final RecordingRouteListener listener = new RecordingRouteListener();
    private final Router router = new Router(3, timers, orderIds, listener);

    @BeforeEach
    void openParents() {
        orderIds.startInput(0, 1);
        for (int i = 0; i < 3; i++) {
            router.submitTwap(3, 7, Side.BUY, 99, 100, 10, 2_000, 2, START);
        }
        listener.takeCalls();
    }

    private static String parent(final long id, final String state) {
        return "parent " + id + " strategy 3 instrument 7 BUY " + state + " done 0 leaves 100";
    }

    @Test
    void shouldStopInPortions() {
        listener.room = 1;

        router.cancelAll(0, 0);
        assertEquals(List.of(parent(4096, "PENDING_CANCEL"), "cancel 4097"), listener.takeCalls());
        router.runWaiting(START);
        assertEquals(List.of(parent(4098, "PENDING_CANCEL"), "cancel 4099"), listener.takeCalls());
        assertTrue(router.hasWaiting());
        router.runWaiting(START);
        assertEquals(List.of(parent(4100, "PENDING_CANCEL"), "cancel 4101"), listener.takeCalls());

        assertFalse(router.hasWaiting());
    }

    @Test
    void shouldSendNoSliceOnceStoppedAndEndWithItsChild() {
        listener.room = 0;
        router.cancelAll(0, 0);

        timers.fireNext(router, 0);
        router.onChildClosed(4096, 4097, 50);
        listener.room = 10;
        router.runWaiting(START + 1_000);

        assertEquals(
                List.of(
                        "parent 4096 strategy 3 instrument 7 BUY CANCELLED done 0 leaves 0",
                        parent(4098, "PENDING_CANCEL"),
                        "cancel 4099",
                        parent(4100, "PENDING_CANCEL"),
                        "cancel 4101"),
                listener.takeCalls());
        assertEquals(2, router.openParentCount());
        assertFalse(router.hasWaiting());
    }

    @Test
    void shouldSendSliceThatIsDueWhenThereIsRoom() {
        router.onChildClosed(4096, 4097, 50);
        listener.room = 0;

        timers.fireNext(router, 0);
        assertEquals(List.of(), listener.takeCalls());
        listener.room = 1;
        router.runWaiting(START + 1_500);

        assertEquals(
                List.of("order 4102 of 4096 strategy 3 instrument 7 BUY LIMIT DAY 100 at 99"), listener.takeCalls());
        assertFalse(router.hasWaiting());
    }
}
