package io.tiercel.bench.floor;

import io.tiercel.bench.rig.EchoReply;
import io.tiercel.bench.rig.RoundTrip;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lines;
import io.tiercel.engine.boot.session.AeronTransport;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** The echo of the latency rig: over the streams of a venue, the media driver invoked on the partner's thread. */
public final class IpcEchoFloor extends Floor {
    private static final int VENUE = 1;
    private static final int MESSAGE_BYTES = 64;
    private static final int UPKEEP_ROUNDS = 16;
    private static final int PARTNER_UPKEEP_ROUNDS = 256;

    private final AeronTransport transport =
            new AeronTransport(new EngineConfiguration.Aeron(EngineConfiguration.Driver.EMBEDDED, ""));
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
    private final RoundTrip trip;
    private final EchoReply reply;

    public IpcEchoFloor() {
        super("aeronIpcEcho", true);
        final AgentInvoker conductor = transport.marketInvoker();
        trip = new RoundTrip(
                transport.marketFeed(VENUE, Lines.WITHIN),
                transport.marketOrders(VENUE, Lines.WITHIN),
                UPKEEP_ROUNDS,
                () -> {
                    conductor.invoke();
                    checkPartner();
                });
        reply = new EchoReply(
                transport.feed(VENUE, Lines.WITHIN),
                transport.orders(VENUE, Lines.WITHIN),
                MESSAGE_BYTES,
                transport::engineUpkeep);
        UdpEnd.settle(() -> trip.connected() && reply.connected(), transport::settle);
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
        final IdleStrategy idle = BusySpinIdleStrategy.INSTANCE;
        int round = 0;
        while (!stopped()) {
            final int workCount = reply.poll();
            if (++round == PARTNER_UPKEEP_ROUNDS) {
                round = 0;
                transport.engineUpkeep();
            }
            idle.idle(workCount);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
