package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.venue.sim.HandReadItch;
import io.tiercel.engine.venue.sim.PlainBooks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All that the built-in market has said in its session, message by message, as its request server gives it again; its
 * books by them are held against those that an engine had at each packet, as they stand in its journal.
 */
final class MarketMessages implements AutoCloseable {
    private static final int HEADER = 20;
    private static final int ANSWER_MS = 200;
    private static final int ATTEMPTS = 300;
    private static final int AT_ONCE = 60;
    private static final int[] INSTRUMENTS = {1, 2};

    private final DatagramSocket line;
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress server;
    private final List<byte[]> messages = new ArrayList<>();
    private byte[] session;
    private HandReadItch market;
    private int position;
    private int checks;
    private int passedOver;

    /** @param ownLine one of those that the market sends to, for this alone */
    MarketMessages(final String ownLine, final String server) throws IOException {
        line = new DatagramSocket(address(ownLine));
        this.server = address(server);
        socket.setSoTimeout(ANSWER_MS);
    }

    private static InetSocketAddress address(final String text) {
        final int colon = text.indexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /** Asks for messages until there are so many. */
    void fetch(final long count) throws IOException {
        if (session == null) {
            final DatagramPacket first = new DatagramPacket(new byte[1 << 16], 1 << 16);
            line.setSoTimeout(ANSWER_MS * ATTEMPTS);
            line.receive(first);
            session = Arrays.copyOf(first.getData(), 10);
        }
        int unanswered = 0;
        while (messages.size() < count) {
            final byte[] request = ByteBuffer.allocate(HEADER)
                    .put(session)
                    .putLong(messages.size() + 1L)
                    .putShort((short) AT_ONCE)
                    .array();
            socket.send(new DatagramPacket(request, HEADER, server));
            final DatagramPacket answer = new DatagramPacket(new byte[1 << 16], 1 << 16);
            try {
                socket.receive(answer);
                take(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
            } catch (final SocketTimeoutException late) {
                final int attempts = ++unanswered;
                assertTrue(attempts < ATTEMPTS, () -> messages.size() + " messages have come");
            }
        }
    }

    private void take(final ByteBuffer packet) {
        packet.position(10);
        final long first = packet.getLong();
        final int count = packet.getShort() & 0xFFFF;
        if (first != messages.size() + 1L || count == 0xFFFF) {
            return;
        }
        for (int i = 0; i < count; i++) {
            final byte[] message = new byte[packet.getShort() & 0xFFFF];
            packet.get(message);
            messages.add(message);
        }
    }

    /** What the newest packet of the market's begins with that stands in a journal. */
    static long lastReference(final List<Input> inputs) {
        long last = 0;
        for (final Input input : inputs) {
            if (input.kind() == PacketReferenceDecoder.TEMPLATE_ID) {
                last = Math.max(last, sequence(input));
            }
        }
        return last;
    }

    private static long sequence(final Input input) {
        return new PacketReferenceDecoder()
                .wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                .venueSequence();
    }

    /**
     * At each packet that these messages come up to: orders by instrument, side, price and rank. Returns the engine's
     * books behind all of its inputs.
     *
     * @param leastChecks so many at least
     */
    PlainBooks compare(final List<Input> inputs, final int leastChecks) {
        final PlainBooks engine = new PlainBooks();
        market = begin();
        boolean bySnapshot = true;
        for (final Input input : inputs) {
            if (input.kind() == PacketReferenceDecoder.TEMPLATE_ID && sequence(input) <= messages.size() + 1L) {
                marketAt((int) sequence(input) - 1);
                // A snapshot may be ahead of the packet that waited for it.
                if (bySnapshot && !same(engine)) {
                    passedOver++;
                } else {
                    bySnapshot = false;
                    for (final int instrument : INSTRUMENTS) {
                        final int at = position;
                        assertEquals(
                                market.books.text(instrument), engine.text(instrument), () -> "after message " + at);
                    }
                    checks++;
                }
            }
            engine.onMessage(input.bytes(), 0);
        }
        assertTrue(checks >= leastChecks, () -> checks + " checks, " + passedOver + " packets passed over");
        assertTrue(passedOver < checks / 10 + 10, () -> checks + " checks, " + passedOver + " packets passed over");
        return engine;
    }

    private boolean same(final PlainBooks engine) {
        for (final int instrument : INSTRUMENTS) {
            if (!market.books.text(instrument).equals(engine.text(instrument))) {
                return false;
            }
        }
        return true;
    }

    private HandReadItch begin() {
        position = 0;
        return new HandReadItch(Map.of("KESTREL", 1, "MERLIN", 2), Map.of(1, 1L, 2, 1L));
    }

    /** After so many messages; from the first one on where it was further. */
    private void marketAt(final int count) {
        if (count < position) {
            market = begin();
        }
        for (; position < count; position++) {
            final byte[] message = messages.get(position);
            market.onDatagram(ByteBuffer.allocate(HEADER + 2 + message.length)
                    .put(session)
                    .putLong(position + 1L)
                    .putShort((short) 1)
                    .putShort((short) message.length)
                    .put(message)
                    .flip());
        }
    }

    @Override
    public void close() {
        line.close();
        socket.close();
    }
}
