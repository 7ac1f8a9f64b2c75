package io.tiercel.bench.market;

import io.tiercel.bench.peers.Packets;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The market's flow as an exchange sends it: TotalView-ITCH 5.0 in packets of MoldUDP64, with a directory first. Locate
 * codes are the instruments' ids. One add in 16 says whose it is; of executions one in 8 has a price of its own, and of
 * those in part one in 4 is a partial cancel instead; one message in 64 is a trade with a hidden order.
 */
public final class ItchFlow {
    private static final String SESSION = "BENCH";
    private static final long PRICE_UNIT_NANOS = 100_000;
    private static final int MAX_MESSAGE = 46;
    private static final long MIDDAY_NS = 43_200_000_000_000L;
    private static final long STEP_NS = 1_000;
    private static final int ATTRIBUTION = 'B' << 24 | 'N' << 16 | 'C' << 8 | 'H';

    private static final int ATTRIBUTED_OF = 16;
    private static final int PRICED_OF = 8;
    private static final int CANCELLED_OF = 4;
    private static final int HIDDEN_OF = 64;

    private final MarketFlow flow;
    private final RandomBits random;
    private final int instruments;
    private final int packetBytes;
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private ByteBuffer out;
    private Packets packets;
    private int packetBegin;
    private int inPacket;
    private long sequence = 1;
    private long timeNs = MIDDAY_NS;
    private long lastMatch;

    /**
     * @param packetBytes a packet is sent when the next message might not fit; 0 for one message in each
     */
    public ItchFlow(final long seed, final int instruments, final int ordersPerBook, final int packetBytes) {
        flow = new MarketFlow(seed, instruments, ordersPerBook);
        random = new RandomBits(~seed);
        this.instruments = instruments;
        this.packetBytes = packetBytes;
    }

    /** The symbol of an instrument. */
    public static String symbol(final int instrument) {
        return "S" + instrument;
    }

    /** The directory, and all books filled. */
    public Packets fill() {
        final int messages = (int) flow.fillCount() + 2 * instruments;
        begin(messages);
        for (int i = 1; i <= instruments; i++) {
            directory(i);
        }
        record((int) flow.fillCount());
        return packets;
    }

    /** The next messages of the day. */
    public Packets next(final int messages) {
        begin(messages);
        record(messages);
        return packets;
    }

    public long liveOrders() {
        return flow.liveOrders();
    }

    private void begin(final int messages) {
        final long header = packetBytes == 0 ? MoldUdp64Flyweight.HEADER_LENGTH : 1;
        packets = new Packets(Math.toIntExact(messages * (MAX_MESSAGE + header) + (1 << 16)), messages);
        out = packets.bytes();
        inPacket = 0;
    }

    private void record(final int messages) {
        for (int i = 0; i < messages; i++) {
            if (random.below(HIDDEN_OF) == 0) {
                hidden();
            } else {
                flow.next(source, 0);
                encode();
            }
        }
        endPacket();
    }

    private void encode() {
        switch (header.wrap(source, 0).templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> onAdd();
            case L3DeleteDecoder.TEMPLATE_ID -> {
                delete.wrapAndApplyHeader(source, 0, header);
                message(ItchType.ORDER_DELETE, delete.instrumentId()).putLong(delete.orderId());
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> onExecute();
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(source, 0, header);
                message(ItchType.ORDER_REPLACE, replace.instrumentId())
                        .putLong(replace.orderId())
                        .putLong(replace.newOrderId())
                        .putInt((int) replace.quantity())
                        .putInt(price(replace.priceNanos()));
            }
            default -> throw new IllegalStateException("the market sends template " + header.templateId());
        }
    }

    private void onAdd() {
        add.wrapAndApplyHeader(source, 0, header);
        final boolean attributed = random.below(ATTRIBUTED_OF) == 0;
        message(attributed ? ItchType.ADD_ORDER_MPID : ItchType.ADD_ORDER, add.instrumentId())
                .putLong(add.orderId())
                .put((byte) (add.side() == Side.BUY ? 'B' : 'S'))
                .putInt((int) add.quantity())
                .putLong(ItchFlyweight.key(symbol(add.instrumentId())))
                .putInt(price(add.priceNanos()));
        if (attributed) {
            out.putInt(ATTRIBUTION);
        }
    }

    private void onExecute() {
        execute.wrapAndApplyHeader(source, 0, header);
        if (flow.leftSome() && random.below(CANCELLED_OF) == 0) {
            message(ItchType.ORDER_CANCEL, execute.instrumentId())
                    .putLong(execute.orderId())
                    .putInt((int) execute.quantity());
            return;
        }
        final boolean priced = random.below(PRICED_OF) == 0;
        message(priced ? ItchType.ORDER_EXECUTED_PRICE : ItchType.ORDER_EXECUTED, execute.instrumentId())
                .putLong(execute.orderId())
                .putInt((int) execute.quantity())
                .putLong(++lastMatch);
        if (priced) {
            out.put((byte) 'Y').putInt(price(execute.priceNanos()));
        }
    }

    private void hidden() {
        final int instrument = 1 + random.below(instruments);
        message(ItchType.TRADE, instrument)
                .putLong(0)
                .put((byte) 'B')
                .putInt(100)
                .putLong(ItchFlyweight.key(symbol(instrument)))
                .putInt(1_000_000)
                .putLong(++lastMatch);
    }

    private void directory(final int instrument) {
        message(ItchType.STOCK_DIRECTORY, instrument)
                .putLong(ItchFlyweight.key(symbol(instrument)))
                .put(new byte[ItchType.length(ItchType.STOCK_DIRECTORY) - 19]);
        message(ItchType.TRADING_ACTION, instrument)
                .putLong(ItchFlyweight.key(symbol(instrument)))
                .put((byte) 'T')
                .put((byte) ' ')
                .putInt(0);
    }

    private static int price(final long priceNanos) {
        return (int) (priceNanos / PRICE_UNIT_NANOS);
    }

    /** Its length and head, in a packet that has room for it. */
    private ByteBuffer message(final byte type, final int locate) {
        final boolean full = out.position() + MAX_MESSAGE - packetBegin > packetBytes;
        if (inPacket > 0 && full) {
            endPacket();
        }
        if (inPacket == 0) {
            packetBegin = out.position();
            out.putLong(MoldUdp64Flyweight.sessionHigh(SESSION))
                    .putShort((short) MoldUdp64Flyweight.sessionLow(SESSION));
            out.putLong(sequence).putShort((short) 0);
        }
        inPacket++;
        sequence++;
        timeNs += random.below((int) STEP_NS);
        return out.putShort((short) ItchType.length(type))
                .put(type)
                .putShort((short) locate)
                .putShort((short) 0)
                .putShort((short) (timeNs >>> Integer.SIZE))
                .putInt((int) timeNs);
    }

    private void endPacket() {
        if (inPacket > 0) {
            out.putShort(packetBegin + MoldUdp64Flyweight.HEADER_LENGTH - Short.BYTES, (short) inPacket);
            packets.complete(inPacket);
            inPacket = 0;
        }
    }
}
