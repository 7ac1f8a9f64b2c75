package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A venue's session that goes down and comes back. */
final class VenueSessionTest {
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = open(probes);

    private static CoreHarness open(final List<ProbeStrategy> made) {
        return new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
                    final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
                    made.add(probe);
                    return probe;
                }))
                .configure("strategies.strategy1.parameters.instrument", "S1")
                .open(1, "Probe");
    }

    @Test
    void shouldAlertOnceWhenSessionGoesDownAndOnceWhenItIsBack() {
        harness.sessionUp(1);
        harness.outputs.alerts.clear();

        harness.sessionDown(1).sessionDown(1);
        final List<String> down = List.copyOf(harness.outputs.alerts);
        harness.sessionUp(1).sessionUp(1);

        assertEquals(List.of("VENUE_DOWN 1/1"), down);
        assertEquals(List.of("VENUE_DOWN 1/1", "VENUE_DOWN 1/0"), harness.outputs.alerts);
        assertEquals(1, harness.core.counted(AlertCode.VENUE_DOWN));
    }

    @Test
    void shouldNotAlertWhenSessionIsUpForTheFirstTime() {
        assertEquals(List.of(), harness.outputs.alerts);
    }

    @Test
    void shouldRefuseNewOrdersWhileSessionIsDownAndLetCancelsPass() {
        harness.quoteAll();
        final ProbeStrategy probe = probes.get(0);
        probe.onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        harness.accept(harness.outputs.orders.get(0));
        harness.outputs.takeLines();

        harness.sessionDown(1).add(1, Side.BUY, 4, 9_998, 10, true);
        final List<String> down = harness.outputs.takeLines();
        probe.onBook = self -> self.orders().cancelAll(0);
        harness.add(1, Side.BUY, 5, 9_998, 10, true);
        final List<String> cancels = harness.outputs.takeLines();
        probe.onBook = self -> self.buy(9_990, 10);
        harness.sessionUp(1).add(1, Side.BUY, 6, 9_998, 10, true);
        final List<String> up = harness.outputs.takeLines();

        assertEquals(List.of("alert VENUE_DOWN", "refused VENUE_DOWN 1/0"), down);
        assertEquals(List.of("cancel"), cancels);
        assertEquals("alert VENUE_DOWN", up.get(0));
        assertEquals("order BUY 10 of 1", up.get(up.size() - 1));
    }

    @Test
    void shouldRememberInSnapshotThatSessionWasLost() {
        harness.sessionDown(1);
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);
        final CoreHarness restored = open(new ArrayList<>());
        restored.core.restoreFrom(state.reader());
        restored.goOnFrom(harness);
        restored.outputs.alerts.clear();

        harness.sessionUp(1);
        restored.sessionUp(1);

        assertEquals(List.of("VENUE_DOWN 1/0"), restored.outputs.alerts);
        assertEquals(harness.core.digest(), restored.core.digest());
    }
}
