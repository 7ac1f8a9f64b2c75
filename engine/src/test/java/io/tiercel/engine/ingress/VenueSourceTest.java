package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VenueSourceTest {
    private static final int VENUE_POSITION = MessageHeaderEncoder.ENCODED_LENGTH;

    private final QueuedSource first = new QueuedSource();
    private final QueuedSource second = new QueuedSource();
    private final MergedSource merged =
            new MergedSource(List.of(new VenueSource(1, first), new VenueSource(200, second)));
    private final List<Integer> venues = new ArrayList<>();
    private final InputSource.Consumer consumer =
            (buffer, offset, length) -> venues.add(length > 8 ? buffer.getByte(offset + 8) & 0xFF : -1);

    private static byte[] cancelledAt(final int venueId) {
        final byte[] message = Bytes.cancelled(1);
        message[VENUE_POSITION] = (byte) venueId;
        return message;
    }

    @Test
    void shouldHandOverWhatNamesItsVenueAndRefuseTheRest() {
        first.add(cancelledAt(1)).add(cancelledAt(200)).add(cancelledAt(0)).add(cancelledAt(1));
        second.add(cancelledAt(1)).add(cancelledAt(200)).add(cancelledAt(255));

        assertEquals(7, merged.poll(consumer, 100));

        assertEquals(List.of(1, 1, 200), venues);
        assertEquals(4, merged.refusedCount());
    }

    @Test
    void shouldLeaveWhatIsTooShortToTheFilter() {
        first.add(new byte[0]).add(Bytes.cut(cancelledAt(1), VENUE_POSITION));

        merged.poll(consumer, 100);

        assertEquals(List.of(-1, -1), venues);
        assertEquals(0, merged.refusedCount());
    }

    @Test
    void shouldKeepExecutionOfOtherVenueOutOfSequence() {
        final List<Integer> templates = new ArrayList<>();
        final Ingress ingress = new Ingress(
                new ManualClock(1_000),
                new IdleCore(),
                (sequence, timeNs, buffer, offset, length) -> templates.add((int) buffer.getShort(offset + 2)),
                1,
                Long.MAX_VALUE / 4,
                InputSource.NONE,
                InputSource.NONE,
                merged);
        first.add(cancelledAt(200)).add(cancelledAt(1)).add(new byte[3]);
        second.add(cancelledAt(1));

        assertEquals(1, ingress.poll());

        assertEquals(List.of(OrderCancelledDecoder.TEMPLATE_ID), templates);
        assertEquals(3, ingress.refusedCount());
    }

    /** The place where the source looks. */
    @Test
    void shouldFindVenueFirstInAllThatVenueSays() {
        assertEquals(
                List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                List.of(
                        OrderAcceptedDecoder.venueIdEncodingOffset(),
                        OrderRejectedDecoder.venueIdEncodingOffset(),
                        OrderFilledDecoder.venueIdEncodingOffset(),
                        OrderCancelledDecoder.venueIdEncodingOffset(),
                        OrderReplacedDecoder.venueIdEncodingOffset(),
                        OrderExpiredDecoder.venueIdEncodingOffset(),
                        OrderUnknownDecoder.venueIdEncodingOffset(),
                        CancelRejectedDecoder.venueIdEncodingOffset(),
                        OrderStatusDecoder.venueIdEncodingOffset(),
                        OpenOrdersBeginDecoder.venueIdEncodingOffset(),
                        OpenOrdersItemDecoder.venueIdEncodingOffset(),
                        OpenOrdersEndDecoder.venueIdEncodingOffset(),
                        VenueSessionUpDecoder.venueIdEncodingOffset(),
                        VenueSessionDownDecoder.venueIdEncodingOffset()));
    }
}
