package io.tiercel.engine.simulation;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.SimVenueConfig;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The exchange, the real one, and the lines to the engine and from it, which are not to be relied on. */
final class Market implements VenueSink {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATE = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int FLAGS = BODY + L3AddDecoder.flagsEncodingOffset();
    private static final int INBOUND = BODY + OrderFilledEncoder.inboundSequenceEncodingOffset();
    private static final int EXECUTION = BODY + OrderFilledEncoder.executionIdEncodingOffset();
    private static final int EVENTS_AT_ONCE = 64;
    private static final int LONGEST_PRESSURE = 200;
    private static final long OTHER_EXECUTIONS = 1L << 60;
    private static final long DOWN_NS = 60_000_000;
    private static final long IMAGE_NS = 20_000_000;

    private final Faults faults;
    private final LongSupplier trueNs;
    private final boolean forgetful;
    private final VenueLedger ledger = new VenueLedger();
    private final VenueLog log = VenueLog.on(Path.of("simulation"), ledger);
    private final SimVenue venue;
    private final Line feed;
    private final Line words;
    private final List<byte[]> packet = new ArrayList<>();
    private int pressed;
    private long shift;
    private long upNs = Long.MAX_VALUE;
    private long imageNs = Long.MAX_VALUE;

    Market(final Faults faults, final LongSupplier trueNs, final boolean forgetful) {
        this.faults = faults;
        this.trueNs = trueNs;
        this.forgetful = forgetful;
        feed = new Line("packet", faults, Rates::loseFeed, Rates::repeatFeed, Rates::swapFeed);
        words = new Line("execution", faults, Rates::loseWord, Rates::repeatWord, Rates::swapWord);
        venue = new SimVenue(
                new SimVenueConfig()
                        .seed(faults.random().nextLong())
                        .eventsPerSecond(100)
                        .backgroundOrders(20)
                        .bookCapacity(1 << 10, 1 << 10)
                        .maxSessionOrders(1 << 12)
                        .executionHistory(1 << 12)
                        .orderLatency(200_000, 300_000)
                        .executionLatency(200_000, 300_000)
                        .feedLatency(200_000, 300_000)
                        .cancelOnDisconnect(faults.random().nextBoolean()),
                World.listings(),
                this,
                log);
        venue.startAlone(trueNs.getAsLong());
    }

    VenueLedger ledger() {
        return ledger;
    }

    Line feed() {
        return feed;
    }

    Line words() {
        return words;
    }

    /** A message that leaves the engine, or does not. */
    Result send(final DirectBuffer buffer, final int offset, final int length, final Runnable leaving) {
        if (!venue.connected()) {
            return Result.DOWN;
        }
        if (pressed > 0) {
            pressed--;
            return Result.BACK_PRESSURE;
        }
        if (faults.comes("venue presses back", faults.rates().pressure())) {
            pressed = faults.random().nextInt(LONGEST_PRESSURE);
            return Result.BACK_PRESSURE;
        }
        leaving.run();
        if (!faults.comes("order message lost", faults.rates().loseOrder())) {
            venue.onOrder(trueNs.getAsLong(), buffer, offset, length);
            log.flush();
        }
        return Result.SENT;
    }

    /** Lets happen what is due. */
    void advance() {
        final long nowNs = trueNs.getAsLong();
        if (nowNs >= upNs) {
            connect();
        }
        if (nowNs >= imageNs) {
            image();
        }
        while (venue.advanceTo(nowNs, EVENTS_AT_ONCE) == EVENTS_AT_ONCE) {
            // All of it
        }
        log.flush();
        if (feed.takeLossy()) {
            imageNs = Math.min(imageNs, nowNs + IMAGE_NS);
        }
    }

    long nextEventNs() {
        return Math.min(venue.nextEventNs(), Math.min(upNs, imageNs));
    }

    /** The engine's session ends, for a while. */
    void disconnect() {
        if (venue.connected()) {
            venue.disconnect(trueNs.getAsLong());
            log.flush();
            upNs = trueNs.getAsLong() + faults.random().nextInt((int) DOWN_NS);
        }
    }

    void connect() {
        upNs = Long.MAX_VALUE;
        venue.connect(trueNs.getAsLong());
    }

    void image() {
        imageNs = Long.MAX_VALUE;
        venue.image(trueNs.getAsLong());
    }

    /** The engine is gone, and what was on its lines. */
    void lose() {
        disconnect();
        upNs = Long.MAX_VALUE;
        pressed = 0;
        feed.clear();
        words.clear();
    }

    /** No fault hinders the lines any more; the session begins anew. */
    void calm() {
        pressed = 0;
        disconnect();
        connect();
        image();
    }

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = buffer.getShort(offset + TEMPLATE, ByteOrder.LITTLE_ENDIAN);
        final byte[] message = Line.copy(buffer, offset, length);
        if (templateId > TradeDecoder.TEMPLATE_ID) {
            feed.giveSafely(message);
            return true;
        }
        packet.add(message);
        if ((buffer.getByte(offset + FLAGS) & 1) != 0) {
            feed.give(packet);
            packet.clear();
        }
        return true;
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = buffer.getShort(offset + TEMPLATE, ByteOrder.LITTLE_ENDIAN);
        final byte[] message = Line.copy(buffer, offset, length);
        if (templateId == VenueSessionUpDecoder.TEMPLATE_ID || templateId == VenueSessionDownDecoder.TEMPLATE_ID) {
            words.giveSafely(message);
            return true;
        }
        if (forgetful
                && templateId == OrderFilledDecoder.TEMPLATE_ID
                && faults.random().nextInt(10) == 0) {
            words.giveSafely(renumbered(message, 0));
            words.giveSafely(renumbered(message, ++shift));
            return true;
        }
        final boolean numbered = templateId <= CancelRejectedDecoder.TEMPLATE_ID;
        words.give(List.of(forgetful && numbered ? renumbered(message, 0) : message));
        return true;
    }

    /** The planted bug: an execution again, and its numbers are other ones. */
    private byte[] renumbered(final byte[] message, final long other) {
        final UnsafeBuffer copy = new UnsafeBuffer(message.clone());
        copy.putLong(INBOUND, copy.getLong(INBOUND, ByteOrder.LITTLE_ENDIAN) + shift, ByteOrder.LITTLE_ENDIAN);
        if (other > 0) {
            copy.putLong(EXECUTION, OTHER_EXECUTIONS + other, ByteOrder.LITTLE_ENDIAN);
        }
        return copy.byteArray();
    }
}
