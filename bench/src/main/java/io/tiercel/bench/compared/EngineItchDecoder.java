package io.tiercel.bench.compared;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's flyweight; all fields of all messages added up. What is around the messages is passed over as by its
 * peer.
 */
public final class EngineItchDecoder implements PacketPeer {
    private final ItchFlyweight message = new ItchFlyweight();
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private long total;

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        buffer.wrap(packets.bytes(), 0, packets.bytes().capacity());
        for (int i = from; i < to; i++) {
            final int end = packets.end(i);
            int block = packets.begin(i) + MoldUdp64Flyweight.HEADER_LENGTH;
            while (block < end) {
                final int at = block + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
                final int length = MoldUdp64Flyweight.decodeBlockLength(buffer, block);
                if (message.wrap(buffer, at, length) != ItchFlyweight.Form.WHOLE) {
                    throw new IllegalStateException("packet " + i + " has a message that is none");
                }
                block = at + length;
                add();
            }
        }
    }

    private void add() {
        switch (message.type()) {
            case ItchType.ADD_ORDER -> total += head() + order();
            case ItchType.ADD_ORDER_MPID -> total += head() + order() + message.attribution();
            case ItchType.ORDER_EXECUTED -> total += head() + executed();
            case ItchType.ORDER_EXECUTED_PRICE ->
                total += head() + executed() + (message.printable() ? 'Y' : 'N') + message.executedPrice();
            case ItchType.ORDER_CANCEL -> total += head() + message.orderReference() + message.executedShares();
            case ItchType.ORDER_DELETE -> total += head() + message.orderReference();
            case ItchType.ORDER_REPLACE ->
                total += head()
                        + message.orderReference()
                        + message.newOrderReference()
                        + message.replaceShares()
                        + message.replacePrice();
            case ItchType.TRADE -> total += head() + order() + message.tradeMatch();
            default -> {
                // What the directory says of a stock.
            }
        }
    }

    private long head() {
        return message.locate() + message.tracking() + message.timeNs();
    }

    private long order() {
        return message.orderReference() + message.side() + message.shares() + message.orderStock() + message.price();
    }

    private long executed() {
        return message.orderReference() + message.executedShares() + message.executedMatch();
    }

    @Override
    public long result() {
        return total;
    }

    @Override
    public long orderCount() {
        return 0;
    }
}
