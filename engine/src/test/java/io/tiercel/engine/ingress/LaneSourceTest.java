package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsBeginEncoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsEndEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What lanes may say, on the way into the sequence. */
class LaneSourceTest {
    private final QueuedSource first = new QueuedSource();
    private final QueuedSource second = new QueuedSource();
    private final QueuedSource feed = new QueuedSource();
    private final List<Integer> templates = new ArrayList<>();
    private final Ingress ingress = new Ingress(
            new ManualClock(1_000),
            new IdleCore(),
            (sequence, timeNs, buffer, offset, length) -> templates.add((int) buffer.getShort(offset + 2)),
            1,
            Long.MAX_VALUE / 4,
            InputSource.NONE,
            InputSource.NONE,
            InputSource.NONE,
            feed);

    LaneSourceTest() {
        ingress.lanes(new MergedSource(List.of(new LaneSource(1, first), new LaneSource(2, second))));
    }

    @Test
    void shouldSequenceResultsOfEachLane() {
        first.add(begin(1)).add(end(1));
        second.add(begin(2));

        ingress.poll();

        assertEquals(
                List.of(
                        AnalyticsBeginDecoder.TEMPLATE_ID,
                        AnalyticsEndDecoder.TEMPLATE_ID,
                        AnalyticsBeginDecoder.TEMPLATE_ID),
                templates);
        assertEquals(0, ingress.refusedCount());
    }

    @Test
    void shouldTakeEightPiecesPerRound() {
        for (int i = 0; i < 20; i++) {
            first.add(end(1));
        }

        ingress.poll();
        assertEquals(12, first.size());
    }

    @Test
    void shouldRefuseWhatLanesMustNotSay() {
        first.add(begin(2))
                .add(kill())
                .add(Bytes.cancelled(1))
                .add(Bytes.cut(end(1), 12))
                .add(new byte[3]);
        // A feed cannot speak for a lane either.
        feed.add(begin(1));

        ingress.poll();

        assertEquals(List.of(), templates);
        assertEquals(6, ingress.refusedCount());
    }

    private static byte[] begin(final int laneId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final AnalyticsBeginEncoder begin = new AnalyticsBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .laneId((short) laneId);
        return Arrays.copyOf(buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + begin.encodedLength());
    }

    private static byte[] end(final int laneId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final AnalyticsEndEncoder end = new AnalyticsEndEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .laneId((short) laneId);
        return Arrays.copyOf(buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + end.encodedLength());
    }

    /** Of strategy 1, so that it seems to name lane 1. */
    private static byte[] kill() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final KillEncoder kill = new KillEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(1);
        return Arrays.copyOf(buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + kill.encodedLength());
    }
}
