package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silent after 2 s; the clock goes on by hand, 100 ms at most between polls unless a test says so. */
final class SessionLineTest {
    private static final int VENUE = 3;
    private static final int STREAM = 33;
    private static final long STEP_NS = 100_000_000;
    private static final long SILENT_NS = 20 * STEP_NS;

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();
    private long nowNs = 1_000 * STEP_NS;
    private AeronRig rig;
    private ExclusivePublication venue;
    private SessionLine line;

    @BeforeEach
    void connect() {
        rig = new AeronRig(folder);
        final Subscription subscription = rig.subscription(STREAM);
        venue = rig.publication(STREAM);
        rig.connect(venue, subscription);
        line = new SessionLine(VENUE, subscription, new ManualClockAt(), SILENT_NS);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldHandOnTheFirstSignOfASessionOnly() {
        say(up(7));
        say(up(7));
        say(up(7));

        assertEquals(List.of("up 7"), heard);
        assertTrue(line.up());
    }

    @Test
    void shouldHandOnWhatIsNoSign() {
        say(up(7));
        say(Bytes.cancelled(5));

        assertEquals(List.of("up 7", "cancelled"), heard);
    }

    @Test
    void shouldSayDownOnceWhenTheVenueIsSilent() {
        say(up(7));

        pass(SILENT_NS - 2 * STEP_NS);
        final List<String> before = List.copyOf(heard);
        pass(10 * SILENT_NS);

        assertEquals(List.of("up 7"), before);
        assertEquals(List.of("up 7", "down 7"), heard);
        assertFalse(line.up());
    }

    @Test
    void shouldStayUpWhileSignsCome() {
        say(up(7));
        for (int i = 0; i < 10; i++) {
            pass(SILENT_NS - 2 * STEP_NS);
            say(up(7));
        }

        assertEquals(List.of("up 7"), heard);
    }

    @Test
    void shouldTakeAnyMessageForASign() {
        say(up(7));
        pass(SILENT_NS - 2 * STEP_NS);
        say(Bytes.cancelled(5));
        pass(SILENT_NS - 2 * STEP_NS);

        assertTrue(line.up());
    }

    @Test
    void shouldBringSessionUpAgainByTheNextSign() {
        say(up(7));
        pass(SILENT_NS + STEP_NS);

        say(up(7));
        pass(SILENT_NS - 2 * STEP_NS);

        assertEquals(List.of("up 7", "down 7", "up 7"), heard);
        assertTrue(line.up());
    }

    @Test
    void shouldHandOnANewSessionWithoutADownBetween() {
        say(up(7));
        say(up(8));

        assertEquals(List.of("up 7", "up 8"), heard);
    }

    @Test
    void shouldBeDownByTheVenuesOwnWord() {
        say(up(7));
        say(down(7));
        pass(2 * SILENT_NS);

        assertEquals(List.of("up 7", "down 7"), heard);
        assertFalse(line.up());
    }

    @Test
    void shouldSayDownWhenTheLineIsGone() {
        say(up(7));
        venue.close();
        rig.until(() -> {
            poll();
            return !line.up();
        });

        assertEquals(List.of("up 7", "down 7"), heard);
    }

    /** The thread that polls stood still itself: a sign may be on its way. */
    @Test
    void shouldNotTakeItsOwnStandstillForSilence() {
        say(up(7));
        pass(STEP_NS);

        nowNs += 5 * SILENT_NS;
        pass(SILENT_NS - 2 * STEP_NS);

        assertEquals(List.of("up 7"), heard);
    }

    private void say(final byte[] message) {
        rig.send(venue, message);
        rig.until(() -> poll() > 0);
    }

    private void pass(final long durationNs) {
        for (long passed = 0; passed < durationNs; passed += STEP_NS) {
            nowNs += STEP_NS;
            // The clock is not looked at each time.
            for (int i = 0; i < 64; i++) {
                poll();
            }
        }
    }

    private int poll() {
        return line.poll(
                (buffer, offset, length) -> {
                    final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
                    heard.add(
                            switch (header.templateId()) {
                                case VenueSessionUpDecoder.TEMPLATE_ID -> {
                                    final VenueSessionUpDecoder up =
                                            new VenueSessionUpDecoder().wrapAndApplyHeader(buffer, offset, header);
                                    yield "up " + up.sessionId();
                                }
                                case VenueSessionDownDecoder.TEMPLATE_ID -> {
                                    final VenueSessionDownDecoder down =
                                            new VenueSessionDownDecoder().wrapAndApplyHeader(buffer, offset, header);
                                    assertEquals(VENUE, down.venueId());
                                    yield "down " + down.sessionId();
                                }
                                case OrderCancelledDecoder.TEMPLATE_ID -> "cancelled";
                                default -> "template " + header.templateId();
                            });
                },
                10);
    }

    private static byte[] up(final int sessionId) {
        return Bytes.copy(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[128]), 0, new MessageHeaderEncoder())
                .venueId((short) VENUE)
                .sessionId(sessionId)
                .nextInbound(1));
    }

    private static byte[] down(final int sessionId) {
        return Bytes.copy(new VenueSessionDownEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[128]), 0, new MessageHeaderEncoder())
                .venueId((short) VENUE)
                .sessionId(sessionId));
    }

    private final class ManualClockAt implements Clock {
        @Override
        public long timeNs() {
            return nowNs;
        }

        @Override
        public long takeStepNs() {
            return 0;
        }
    }
}
