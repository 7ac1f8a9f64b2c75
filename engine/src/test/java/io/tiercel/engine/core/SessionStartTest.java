package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.OrderIds;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Where a session's venue tokens begin. */
final class SessionStartTest {
    /** The harness opens with the first sequence 1. */
    private static final long FIRST_TOKEN = OrderIds.MAX_PER_INPUT;

    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
                final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
                probes.add(probe);
                return probe;
            }))
            .configure("strategies.strategy1.parameters.instrument", "S1");

    private void start(final long firstSequence) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final SessionStartEncoder start = new SessionStartEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .engineId((short) 1)
                .firstSequence(firstSequence)
                .coreVersion("test");
        harness.raw(buffer, MessageHeaderEncoder.ENCODED_LENGTH + start.encodedLength());
    }

    private long tokenOfNextOrder() {
        harness.quoteAll();
        probes.get(0).buy(9_990, 1);
        return harness.outputs.orders.get(harness.outputs.orders.size() - 1).venueToken();
    }

    @Test
    void shouldBeginTokensWhereSessionBegins() {
        start(2);
        harness.open(1, "Probe");

        assertEquals(2 * FIRST_TOKEN, tokenOfNextOrder());
        assertEquals(0, harness.core.counted(AlertCode.MALFORMED_INPUT));
    }

    @Test
    void shouldIgnoreSequenceThatIsNoneOrYetToCome() {
        start(0);
        start(-1);
        start(Long.MIN_VALUE);
        start(Long.MAX_VALUE);
        start(harness.sequence() + 2);
        harness.open(1, "Probe");

        assertEquals(FIRST_TOKEN, tokenOfNextOrder());
        assertEquals(5, harness.core.counted(AlertCode.MALFORMED_INPUT));
    }

    @Test
    void shouldIgnoreSessionStartOnceSessionIsReady() {
        harness.open(1, "Probe");

        start(harness.sequence());

        assertEquals(FIRST_TOKEN, tokenOfNextOrder());
        assertEquals(1, harness.core.counted(AlertCode.MALFORMED_INPUT));
    }
}
