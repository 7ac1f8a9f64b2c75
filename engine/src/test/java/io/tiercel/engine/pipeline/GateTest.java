package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.pipeline.VenuePort.Result;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final int NOT_SENT_CAPACITY = 1 << 14;
    private static final int MAX_OPEN_ORDERS = NOT_SENT_CAPACITY / 2;

    private final List<String> events = new ArrayList<>();
    private final RecordingPort first = new RecordingPort("first", events);
    private final RecordingPort last = new RecordingPort("last", events);
    private final Gate gate = new Gate(MAX_OPEN_ORDERS);

    GateTest() {
        gate.connect(1, first);
        gate.connect(255, last);
    }

    @Test
    void shouldSendToTheVenueThatTheMessageNames() {
        send(Messages.newOrder(1, 5));
        send(Messages.cancel(255, 6));

        assertEquals(List.of("first takes 101", "last takes 102"), events);
        assertEquals(2, gate.sentCount());
        assertEquals(List.of(), notSent());
    }

    @Test
    void shouldTryAgainWhileThereIsNoRoom() {
        first.pressedBack(63);

        send(Messages.newOrder(1, 5));

        assertEquals(List.of("first takes 101"), events);
    }

    @Test
    void shouldGiveUpOrderAfterBoundedAttempts() {
        first.answers(Result.BACK_PRESSURE);

        send(Messages.newOrder(1, 5));

        assertEquals(64, first.attempts);
        assertEquals(List.of("101 of order 5, token 50 to venue 1: BACK_PRESSURE"), notSent());
        assertEquals(0, gate.sentCount());
        assertEquals(1, gate.notSentCount());
        assertFalse(gate.latched());
    }

    @Test
    void shouldTryCancelForLonger() {
        first.pressedBack(4095);
        send(Messages.cancel(1, 5));
        first.answers(Result.BACK_PRESSURE);
        first.attempts = 0;

        send(Messages.cancel(1, 6));

        assertEquals(List.of("first takes 102"), events);
        assertEquals(4096, first.attempts);
        assertEquals(List.of("102 of order 6, token 60 to venue 1: BACK_PRESSURE"), notSent());
    }

    @Test
    void shouldNotTryAgainWhenNobodyIsThere() {
        first.answers(Result.DOWN);

        send(Messages.replace(1, 5));

        assertEquals(1, first.attempts);
        assertEquals(List.of("103 of order 5, token 50 to venue 1: VENUE_DOWN"), notSent());
    }

    @Test
    void shouldTellBackWhatNamesUnknownVenue() {
        send(Messages.newOrder(2, 5));
        send(Messages.newOrder(0, 6));

        assertEquals(
                List.of(
                        "101 of order 5, token 50 to venue 2: UNKNOWN_VENUE",
                        "101 of order 6, token 60 to venue 0: UNKNOWN_VENUE"),
                notSent());
    }

    @Test
    void shouldTellBackEveryKindOfMessage() {
        first.answers(Result.DOWN);

        send(Messages.statusRequest(1, 5));
        send(Messages.massCancel(1));
        send(Messages.openOrdersRequest(1));
        send(Messages.resendRequest(1));

        assertEquals(
                List.of(
                        "105 of order 5, token 50 to venue 1: VENUE_DOWN",
                        "104 of order 0, token 0 to venue 1: VENUE_DOWN",
                        "106 of order 0, token 0 to venue 1: VENUE_DOWN",
                        "107 of order 0, token 0 to venue 1: VENUE_DOWN"),
                notSent());
    }

    @Test
    void shouldLetOnlyPassWhatAddsNoExposureOnceLatched() {
        gate.latch();

        send(Messages.newOrder(1, 5));
        send(Messages.replace(1, 6));
        send(Messages.cancel(1, 7));
        send(Messages.massCancel(1));
        send(Messages.statusRequest(1, 8));
        send(Messages.openOrdersRequest(1));
        send(Messages.resendRequest(1));

        assertEquals(
                List.of("first takes 102", "first takes 104", "first takes 105", "first takes 106", "first takes 107"),
                events);
        assertEquals(
                List.of("101 of order 5, token 50 to venue 1: LATCHED", "103 of order 6, token 60 to venue 1: LATCHED"),
                notSent());
        assertTrue(gate.latched());
    }

    @Test
    void shouldLatchWhenNothingMoreCanBeToldBack() {
        first.answers(Result.DOWN);
        for (int i = 0; i < NOT_SENT_CAPACITY; i++) {
            send(Messages.newOrder(1, i + 1));
        }
        assertFalse(gate.latched());
        assertEquals(0, gate.lostCount());

        send(Messages.newOrder(1, 77_777));

        assertTrue(gate.latched());
        assertEquals(1, gate.lostCount());
        assertEquals(NOT_SENT_CAPACITY + 1, gate.notSentCount());
        final List<String> told = notSent();
        assertEquals(NOT_SENT_CAPACITY + 1, told.size());
        assertEquals("101 of order 16384, token 163840 to venue 1: VENUE_DOWN", told.get(told.size() - 2));
        assertEquals("0 of order 0, token 0 to venue 1: LATCHED", told.get(told.size() - 1));
    }

    @Test
    void shouldTellOnceThatNothingMoreCouldBeToldBack() {
        first.answers(Result.DOWN);
        for (int i = 0; i < NOT_SENT_CAPACITY + 10; i++) {
            send(Messages.cancel(1, i + 1));
        }
        assertEquals(NOT_SENT_CAPACITY + 1, notSent().size());

        for (int i = 0; i < NOT_SENT_CAPACITY + 10; i++) {
            send(Messages.cancel(1, i + 1));
        }

        assertEquals(20, gate.lostCount());
        assertEquals(NOT_SENT_CAPACITY, notSent().size());
    }

    @Test
    void shouldTellBackTwiceAsMuchAsOrdersCanBeOpen() {
        final Gate wide = new Gate(3_000);
        final UnsafeBuffer cancel = new UnsafeBuffer(Messages.cancel(1, 5));
        while (!wide.latched()) {
            wide.send(102, cancel, 0, cancel.capacity());
        }

        assertEquals(6_001, wide.notSentCount());
        assertThrows(IllegalArgumentException.class, () -> new Gate(0));
    }

    @Test
    void shouldShareAttemptsOfAnInputAmongItsMessages() {
        first.answers(Result.BACK_PRESSURE);
        gate.startInput();

        sendMore(Messages.newOrder(1, 5));
        assertEquals(64, first.attempts);
        sendMore(Messages.cancel(1, 6));
        assertEquals(4096, first.attempts);
        sendMore(Messages.cancel(1, 7));
        sendMore(Messages.newOrder(1, 8));
        assertEquals(4096 + 4 + 4, first.attempts);

        sendMore(Messages.cancel(255, 9));
        assertEquals(List.of("last takes 102"), events);
        gate.startInput();
        sendMore(Messages.cancel(1, 10));
        assertEquals(4096 + 8 + 4096, first.attempts);
    }

    @Test
    void shouldTryMassCancelAsLongAsCancel() {
        first.pressedBack(4095);

        assertEquals(0, gate.massCancelAll());
        assertEquals(List.of("first takes 104", "last takes 104"), events);
    }

    @Test
    void shouldKeepOrderOfWhatIsToldBackWhileMoreIsAdded() {
        first.answers(Result.DOWN);
        final List<Long> orderIds = new ArrayList<>();
        long added = 0;
        for (int round = 0; round < 3 * NOT_SENT_CAPACITY / 100; round++) {
            for (int i = 0; i < 100; i++) {
                send(Messages.newOrder(1, ++added));
            }
            gate.notSentSource()
                    .poll(
                            (buffer, offset, length) -> orderIds.add(new NotSentDecoder()
                                    .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                                    .orderId()),
                            100);
        }

        for (int i = 0; i < orderIds.size(); i++) {
            assertEquals(i + 1, orderIds.get(i));
        }
        assertEquals(added, orderIds.size());
    }

    @Test
    void shouldHandOverAtMostTheLimitOfWhatWasNotSent() {
        first.answers(Result.DOWN);
        for (int i = 0; i < 10; i++) {
            send(Messages.newOrder(1, i + 1));
        }

        assertEquals(4, gate.notSentSource().poll((buffer, offset, length) -> {}, 4));
        assertEquals(6, gate.notSentSource().poll((buffer, offset, length) -> {}, 100));
    }

    @Test
    void shouldAskEveryVenueToCancelEverything() {
        gate.latch();
        first.answers(Result.DOWN);

        assertEquals(1, gate.massCancelAll());
        assertEquals(List.of("last takes 104"), events);
        assertEquals(1, first.attempts);
    }

    @Test
    void shouldTellVenuesMessagesFromTheOthers() {
        assertTrue(Gate.isForVenue(101) && Gate.isForVenue(107));
        assertFalse(Gate.isForVenue(100) || Gate.isForVenue(108) || Gate.isForVenue(151));
    }

    private void send(final byte[] message) {
        gate.startInput();
        sendMore(message);
    }

    private void sendMore(final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        gate.send(new MessageHeaderDecoder().wrap(buffer, 0).templateId(), buffer, 0, message.length);
    }

    private List<String> notSent() {
        final List<String> told = new ArrayList<>();
        gate.notSentSource()
                .poll(
                        (buffer, offset, length) -> {
                            final NotSentDecoder message =
                                    new NotSentDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                            told.add(message.templateId() + " of order " + message.orderId() + ", token "
                                    + message.venueToken() + " to venue " + message.venueId() + ": "
                                    + message.reason());
                        },
                        Integer.MAX_VALUE);
        return told;
    }
}
