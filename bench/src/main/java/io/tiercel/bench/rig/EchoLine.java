package io.tiercel.bench.rig;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.boot.session.AeronTransport;
import io.tiercel.engine.boot.session.Opened;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/**
 * A way there and back between two threads, as bare as it can be: by shared memory like the engine's, its media driver
 * invoked by who answers; or by UDP on 127.0.0.1, a driver at each end, invoked with every look for a message.
 */
public interface EchoLine extends AutoCloseable {
    /** What it goes over. */
    enum Kind {
        IPC,
        UDP
    }

    /** The asking end. */
    EchoAsk ask();

    /** The other thread, again and again: answers what came, looks after its end, returns how many it answered. */
    int answer();

    @Override
    void close();

    /** @param check throws when there will be no answer */
    static EchoLine of(final Kind kind, final int askBytes, final int replyBytes, final Runnable check) {
        return kind == Kind.IPC ? new Ipc(askBytes, replyBytes, check) : new Udp(askBytes, replyBytes, check);
    }

    /** Shared memory. */
    final class Ipc implements EchoLine {
        private static final int VENUE = 1;
        private static final int ASKER_UPKEEP_ROUNDS = 16;
        /** Rounds are so short that doing it as often as the engine does would be half of their time. */
        private static final int UPKEEP_ROUNDS = 256;

        private final AeronTransport transport;
        private final EchoAsk ask;
        private final EchoReply reply;
        private int round;

        private Ipc(final int askBytes, final int replyBytes, final Runnable check) {
            final Opened opened = new Opened();
            try {
                transport = opened.add(
                        new AeronTransport(new EngineConfiguration.Aeron(EngineConfiguration.Driver.EMBEDDED, "")));
                final AgentInvoker conductor = transport.marketInvoker();
                ask = new EchoAsk(
                        askBytes,
                        transport.marketFeed(VENUE, Lines.WITHIN),
                        transport.marketOrders(VENUE, Lines.WITHIN),
                        ASKER_UPKEEP_ROUNDS,
                        () -> {
                            conductor.invoke();
                            check.run();
                        });
                reply = new EchoReply(
                        transport.feed(VENUE, Lines.WITHIN),
                        transport.orders(VENUE, Lines.WITHIN),
                        replyBytes,
                        transport::engineUpkeep);
                UdpEnd.settle(() -> ask.connected() && reply.connected(), transport::settle);
            } catch (final Throwable failure) {
                opened.closeAfter(failure);
                throw failure;
            }
        }

        @Override
        public EchoAsk ask() {
            return ask;
        }

        @Override
        public int answer() {
            if (++round == UPKEEP_ROUNDS) {
                round = 0;
                transport.engineUpkeep();
            }
            return reply.poll();
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    /** A network. */
    final class Udp implements EchoLine {
        private final UdpEnd near;
        private final UdpEnd far;
        private final EchoAsk ask;
        private final EchoReply reply;

        private Udp(final int askBytes, final int replyBytes, final Runnable check) {
            final Opened opened = new Opened();
            try {
                near = opened.add(new UdpEnd());
                far = opened.add(new UdpEnd());
                UdpEnd.connect(near, far);
                ask = new EchoAsk(askBytes, near.out(), near.in(), 1, () -> {
                    near.upkeep();
                    check.run();
                });
                reply = new EchoReply(far.in(), far.out(), replyBytes, far::upkeep);
            } catch (final Throwable failure) {
                opened.closeAfter(failure);
                throw failure;
            }
        }

        @Override
        public EchoAsk ask() {
            return ask;
        }

        @Override
        public int answer() {
            far.upkeep();
            return reply.poll();
        }

        @Override
        public void close() {
            CloseHelper.closeAll(far, near);
        }
    }
}
