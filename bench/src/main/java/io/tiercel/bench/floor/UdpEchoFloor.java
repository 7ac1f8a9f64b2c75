package io.tiercel.bench.floor;

import io.tiercel.bench.rig.EchoReply;
import io.tiercel.bench.rig.RoundTrip;
import org.agrona.concurrent.UnsafeBuffer;

/** The same echo over UDP unicast on 127.0.0.1, between two media drivers, each invoked by the thread that uses it. */
public final class UdpEchoFloor extends Floor {
    private static final int MESSAGE_BYTES = 64;

    private final UdpEnd near = new UdpEnd();
    private final UdpEnd far = new UdpEnd();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
    private final RoundTrip trip;
    private final EchoReply reply;

    public UdpEchoFloor() {
        super("aeronUdpEcho", true);
        UdpEnd.connect(near, far);
        trip = new RoundTrip(near.out(), near.in(), 1, () -> {
            near.upkeep();
            checkPartner();
        });
        reply = new EchoReply(far.in(), far.out(), MESSAGE_BYTES, far::upkeep);
    }

    @Override
    void operate() {
        trip.takeNs(message, MESSAGE_BYTES);
    }

    @Override
    long sampleNs() {
        return trip.takeNs(message, MESSAGE_BYTES);
    }

    @Override
    void answer() {
        while (!stopped()) {
            reply.poll();
            far.upkeep();
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
