package io.tiercel.bench.rig;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.CloseHelper;

/** One stock as an exchange sends it: ITCH 5.0 over MoldUDP64, a message in a packet. One thread's. */
final class ItchTicks implements AutoCloseable {
    private static final String SYMBOL = "GYRX";
    private static final String SESSION = "BENCH";
    private static final int LOCATE = 1;
    private static final int PACKET_BYTES = 128;
    private static final int TICK = 2_500;
    private static final int BID = 16_600 * TICK;
    private static final int ASK = BID + 8 * TICK;
    private static final int LEVELS = 5;
    private static final int DEPTH = 1_000;
    /** As the other rig's: it sends each of so many quantities in turn. */
    private static final int QUANTITIES = VenueMessages.QUANTITIES;

    private static final int REST_OF_DIRECTORY = ItchType.length(ItchType.STOCK_DIRECTORY) - 19;

    private final DatagramChannel socket;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_BYTES);
    private long sequence;
    private long lastOrder;
    private long movingOrder;
    private long tickCount;

    /** @param receiver where the feed's lane listens */
    ItchTicks(final InetSocketAddress receiver) throws IOException {
        socket = DatagramChannel.open();
        try {
            socket.connect(receiver);
        } catch (final IOException failed) {
            CloseHelper.close(socket);
            throw failed;
        }
    }

    /** The whole of the session so far, from its begin: the stock, its book, and in front of the bids what moves. */
    void open() {
        sequence = 0;
        lastOrder = 0;
        begin(ItchType.STOCK_DIRECTORY).putLong(ItchFlyweight.key(SYMBOL)).put(new byte[REST_OF_DIRECTORY]);
        send();
        begin(ItchType.TRADING_ACTION)
                .putLong(ItchFlyweight.key(SYMBOL))
                .put((byte) 'T')
                .put((byte) ' ')
                .putInt(0);
        send();
        for (int level = 0; level < LEVELS; level++) {
            add('B', DEPTH, BID - level * TICK);
        }
        add('B', 1, BID + TICK);
        movingOrder = lastOrder;
        // With the first of these the book has two sides, and leads to an order
        for (int level = 0; level < LEVELS; level++) {
            add('S', DEPTH, ASK + level * TICK);
        }
    }

    private void add(final char side, final int shares, final int price) {
        begin(ItchType.ADD_ORDER)
                .putLong(++lastOrder)
                .put((byte) side)
                .putInt(shares)
                .putLong(ItchFlyweight.key(SYMBOL))
                .putInt(price);
        send();
    }

    /** Makes the next tick: the order in front goes to the other of two prices, with the next quantity. */
    void tick() {
        tickCount++;
        final long before = movingOrder;
        movingOrder = ++lastOrder;
        begin(ItchType.ORDER_REPLACE)
                .putLong(before)
                .putLong(movingOrder)
                .putInt((int) (1 + tickCount % QUANTITIES))
                .putInt(BID + (1 + (int) (tickCount & 1)) * TICK);
        end();
    }

    private ByteBuffer begin(final byte type) {
        packet.clear();
        packet.putLong(MoldUdp64Flyweight.sessionHigh(SESSION))
                .putShort((short) MoldUdp64Flyweight.sessionLow(SESSION))
                .putLong(++sequence)
                .putShort((short) 1)
                .putShort((short) ItchType.length(type));
        return packet.put(type).putShort((short) LOCATE).putLong(sequence);
    }

    private void end() {
        packet.flip();
    }

    private void send() {
        end();
        sendTick();
    }

    /** What was made. */
    void sendTick() {
        try {
            socket.write(packet);
        } catch (final PortUnreachableException notYet) {
            // The lane has no socket yet: all is made and sent again.
            packet.clear();
        } catch (final IOException failed) {
            throw new UncheckedIOException("the tick cannot be sent: " + failed.getMessage(), failed);
        }
    }

    /** Of a tick's packet. */
    static int tickLength() {
        return MoldUdp64Flyweight.HEADER_LENGTH
                + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH
                + ItchType.length(ItchType.ORDER_REPLACE);
    }

    @Override
    public void close() {
        CloseHelper.close(socket);
    }
}
