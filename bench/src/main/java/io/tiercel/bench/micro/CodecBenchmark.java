package io.tiercel.bench.micro;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All fields of a message, header included, outside the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final long PRICE_NANOS = 100_000_000_000L;

    private final UnsafeBuffer addBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(128));
    private final UnsafeBuffer orderBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(128));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final L3AddEncoder addEncoder = new L3AddEncoder();
    private final L3AddDecoder addDecoder = new L3AddDecoder();
    private final NewOrderEncoder orderEncoder = new NewOrderEncoder();
    private final NewOrderDecoder orderDecoder = new NewOrderDecoder();
    private long count;

    @Setup
    public void fill() {
        encodeAdd();
        encodeOrder();
        if (decodeAdd() == 0 || decodeOrder() == 0) {
            throw new IllegalStateException("a message came out empty");
        }
    }

    /** A market message: an order that comes to a book. */
    @Benchmark
    public UnsafeBuffer encodeAdd() {
        final long id = ++count;
        addEncoder
                .wrapAndApplyHeader(addBuffer, 0, header)
                .instrumentId(1)
                .feedId(1)
                .side(Side.BUY)
                .orderId(id)
                .priceNanos(PRICE_NANOS)
                .quantity(id)
                .venueTimeNs(id)
                .packetSequence(id);
        addEncoder.flags().clear().endOfPacket(true);
        return addBuffer;
    }

    @Benchmark
    public long decodeAdd() {
        addDecoder.wrapAndApplyHeader(addBuffer, 0, received);
        return addDecoder.instrumentId()
                + addDecoder.feedId()
                + addDecoder.side().value()
                + addDecoder.orderId()
                + addDecoder.priceNanos()
                + addDecoder.quantity()
                + addDecoder.venueTimeNs()
                + addDecoder.packetSequence()
                + (addDecoder.flags().endOfPacket() ? 1 : 0);
    }

    /** An order to a venue. */
    @Benchmark
    public UnsafeBuffer encodeOrder() {
        final long id = ++count;
        orderEncoder
                .wrapAndApplyHeader(orderBuffer, 0, header)
                .venueId((short) 1)
                .side(Side.BUY)
                .strategyId(1)
                .instrumentId(1)
                .orderId(id)
                .venueToken(id)
                .parentOrderId(0)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.DAY)
                .priceNanos(PRICE_NANOS)
                .quantity(id);
        orderEncoder.flags().clear().postOnly(true);
        return orderBuffer;
    }

    @Benchmark
    public long decodeOrder() {
        orderDecoder.wrapAndApplyHeader(orderBuffer, 0, received);
        return orderDecoder.venueId()
                + orderDecoder.side().value()
                + orderDecoder.strategyId()
                + orderDecoder.instrumentId()
                + orderDecoder.orderId()
                + orderDecoder.venueToken()
                + orderDecoder.parentOrderId()
                + orderDecoder.orderType().value()
                + orderDecoder.timeInForce().value()
                + orderDecoder.priceNanos()
                + orderDecoder.quantity()
                + (orderDecoder.flags().postOnly() ? 1 : 0);
    }
}
