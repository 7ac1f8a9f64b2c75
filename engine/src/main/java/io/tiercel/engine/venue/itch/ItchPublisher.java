package io.tiercel.engine.venue.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.itch.ItchPlayer;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Packets;
import io.tiercel.engine.venue.sim.FeedMessages;
import io.tiercel.engine.venue.sim.FeedPace;
import io.tiercel.engine.venue.sim.NativeFeed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes the built-in exchange's market data as TotalView-ITCH 5.0 over MoldUDP64. Each image begins a session,
 * named by the second of the exchange's time in which it begins; one event of the exchange is one packet.
 */
@HotPath
public final class ItchPublisher implements NativeFeed, FeedMessages.Listener {
    /** 1e-4 in 1e-9. */
    public static final long PRICE_NANOS = 100_000;
    /** 200,000, the most that ITCH 5.0 says of its prices. */
    public static final long MAX_PRICE_NANOS = 200_000_000_000_000L;
    /** Of one order. */
    public static final long MAX_SHARES = 0xFFFF_FFFFL;

    public static final int MAX_SYMBOL = 8;

    /** Times have 48 bits. A session that lasts longer, over holidays, says the greatest from then on. */
    private static final long MAX_TIME_NS = 0xFFFF_FFFF_FFFFL;

    /** Locate codes have 16 bits, and none is 0. */
    public static final int MAX_LISTINGS = 0xFFFF;

    private static final long SECOND_NS = 1_000_000_000L;
    /** The end is said as often, since nobody confirms it. */
    private static final int ENDS = 3;

    private static final char START_OF_MESSAGES = 'O';
    private static final char END_OF_MESSAGES = 'C';

    private final ItchListing[] listings;
    private final int[] indexById;
    private final MoldUdp64Packets packets;
    private final ItchPlayer.Beside beside;
    private final ZoneId zone;
    private final Runnable release;
    private final OrderReferences references = new OrderReferences();
    private final FeedPace pace = new FeedPace();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(message, 0);
    private final FeedMessages messages = new FeedMessages(this);

    private Phase phase = Phase.CLOSED;
    private boolean inSession;
    private boolean inImage;
    private long midnightNs;
    private long lastTimeNs;
    /** Of an order that left the book within this packet, and may come again; 0 for none. */
    private long deletedId;

    private long sessionCount;
    private long messageCount;
    private long packetCount;

    /**
     * @param packets by which all that is said leaves
     * @param beside  what keeps it, and answers who missed some
     * @param zone    whose midnight times are counted from
     * @param release called at the end
     * @throws IllegalArgumentException when there are more listings than ITCH has locate codes
     */
    public ItchPublisher(
            final List<ItchListing> listings,
            final MoldUdp64Packets packets,
            final ItchPlayer.Beside beside,
            final ZoneId zone,
            final Runnable release) {
        if (listings.size() > MAX_LISTINGS) {
            throw new IllegalArgumentException(
                    "a feed of ITCH with " + listings.size() + " instruments: it has room for " + MAX_LISTINGS);
        }
        this.listings = listings.toArray(new ItchListing[0]);
        indexById = new int
                [1 + listings.stream().mapToInt(ItchListing::instrumentId).max().orElse(0)];
        for (int i = 0; i < this.listings.length; i++) {
            indexById[this.listings[i].instrumentId()] = i;
        }
        this.packets = packets;
        this.beside = beside;
        this.zone = zone;
        this.release = release;
    }

    @Override
    public void onFeed(final DirectBuffer buffer, final int offset, final int length) {
        messages.onMessage(buffer, offset);
    }

    @Override
    public void onAdd(final L3AddDecoder added) {
        final int index = about(added.instrumentId(), added.venueTimeNs());
        final long orderId = added.orderId();
        final long reference =
                orderId == deletedId ? references.renamed(orderId, added.quantity()) : references.of(orderId);
        say(encoder.addOrder(
                reference,
                added.side() == Side.BUY ? 'B' : 'S',
                shares(index, added.quantity()),
                listings[index].symbol(),
                price(added.priceNanos())));
        endPacket(added.flags().endOfPacket());
    }

    @Override
    public void onExecute(final L3ExecuteDecoder executed) {
        final int index = about(executed.instrumentId(), executed.venueTimeNs());
        final long reference = references.reduced(executed.orderId(), executed.quantity());
        say(encoder.executed(reference, shares(index, executed.quantity()), executed.matchId()));
        endPacket(executed.flags().endOfPacket());
    }

    @Override
    public void onCancel(final L3CancelDecoder cancelled) {
        final int index = about(cancelled.instrumentId(), cancelled.venueTimeNs());
        final long reference = references.reduced(cancelled.orderId(), cancelled.quantity());
        say(encoder.cancel(reference, shares(index, cancelled.quantity())));
        endPacket(cancelled.flags().endOfPacket());
    }

    @Override
    public void onDelete(final L3DeleteDecoder deleted) {
        about(deleted.instrumentId(), deleted.venueTimeNs());
        deletedId = deleted.orderId();
        say(encoder.delete(references.removed(deletedId)));
        endPacket(deleted.flags().endOfPacket());
    }

    @Override
    public void onModify(final L3ModifyDecoder modified) {
        final int index = about(modified.instrumentId(), modified.venueTimeNs());
        final long old = references.of(modified.orderId());
        final long reference = references.renamed(modified.orderId(), modified.quantity());
        say(encoder.replace(old, reference, shares(index, modified.quantity()), price(modified.priceNanos())));
        endPacket(modified.flags().endOfPacket());
    }

    @Override
    public void onReplace(final L3ReplaceDecoder replaced) {
        final int index = about(replaced.instrumentId(), replaced.venueTimeNs());
        say(encoder.replace(
                references.removed(replaced.orderId()),
                replaced.newOrderId(),
                shares(index, replaced.quantity()),
                price(replaced.priceNanos())));
        endPacket(replaced.flags().endOfPacket());
    }

    @Override
    public void onInstrumentStatus(final InstrumentStatusDecoder said) {
        final int index = about(said.instrumentId(), said.venueTimeNs());
        final TradingStatus status = said.status();
        // ITCH has no word for a stock that is closed: its day's events say that of the market.
        final char state = status == TradingStatus.TRADING ? 'T' : status == TradingStatus.AUCTION ? 'Q' : 'H';
        say(encoder.tradingAction(listings[index].symbol(), state));
        endPacket(true);
    }

    @Override
    public void onPhase(final SessionPhaseDecoder said) {
        phase = said.phase();
        if (inSession && !inImage) {
            sayPhase(said.venueTimeNs());
            endPacket(true);
        }
    }

    private void sayPhase(final long timeNs) {
        final char event = switch (phase) {
            case PRE_OPEN -> 'S';
            case OPEN -> 'Q';
            case CLOSING -> 'M';
            default -> 'E';
        };
        encoder.about(0, sinceMidnightNs(timeNs));
        say(encoder.systemEvent(event));
    }

    @Override
    public void onFeedStatus(final FeedStatusDecoder said) {
        final long timeNs = said.venueTimeNs();
        if (said.state() == FeedState.RECOVERING) {
            endSession(timeNs);
            beginSession(timeNs);
        } else if (inImage) {
            inImage = false;
            endPacket(true);
        } else {
            endSession(timeNs);
        }
    }

    @ColdPath
    private void beginSession(final long timeNs) {
        final Instant now = Instant.ofEpochSecond(timeNs / SECOND_NS);
        midnightNs = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toEpochSecond() * SECOND_NS;
        final String session = Long.toString(timeNs / SECOND_NS);
        packets.begin(session);
        beside.onSession(session);
        references.clear();
        sessionCount++;
        inSession = true;
        inImage = true;
        encoder.about(0, sinceMidnightNs(timeNs));
        say(encoder.systemEvent(START_OF_MESSAGES));
        for (int i = 0; i < listings.length; i++) {
            encoder.about(i + 1, sinceMidnightNs(timeNs));
            say(encoder.stockDirectory(ItchEncoder.Listing.of(listings[i].symbol(), listings[i].roundLot())));
        }
        sayPhase(timeNs);
    }

    @ColdPath
    private void endSession(final long timeNs) {
        if (!inSession) {
            return;
        }
        inSession = false;
        encoder.about(0, sinceMidnightNs(timeNs));
        say(encoder.systemEvent(END_OF_MESSAGES));
        endPacket(true);
        beside.onEnd();
        for (int i = 0; i < ENDS; i++) {
            packets.sayEnd();
        }
    }

    /** Returns the index of the instrument, which the next message is about. */
    private int about(final int instrumentId, final long timeNs) {
        final int index = indexById[instrumentId];
        encoder.about(index + 1, sinceMidnightNs(timeNs));
        return index;
    }

    private long sinceMidnightNs(final long timeNs) {
        lastTimeNs = timeNs;
        return Math.min(timeNs - midnightNs, MAX_TIME_NS);
    }

    private long shares(final int index, final long quantity) {
        return quantity / listings[index].quantityUnit();
    }

    private static long price(final long priceNanos) {
        return priceNanos / PRICE_NANOS;
    }

    /** The message that was encoded is the packet's next; of an image a packet is a frame, of an event a datagram. */
    private void say(final int length) {
        if (!packets.fits(length, inImage ? MoldUdp64Packets.FRAME_BYTES : MoldUdp64Packets.DATAGRAM_BYTES)) {
            send();
        }
        packets.add(message, 0, length);
        beside.onSent(message, 0, length);
        messageCount++;
    }

    private void endPacket(final boolean last) {
        if (last && !inImage) {
            deletedId = 0;
            send();
        }
    }

    private void send() {
        if (packets.send()) {
            packetCount++;
        }
    }

    @Override
    public int doWork(final long timeNs) {
        int work = 0;
        if (pace.isQuiet(packetCount, timeNs) && inSession) {
            packets.heartbeat();
            work++;
        }
        if (pace.serves(timeNs)) {
            beside.doWork();
        }
        return work;
    }

    /** Messages so far, of all sessions. */
    public long messageCount() {
        return messageCount;
    }

    /** Packets so far, of all sessions. */
    public long packetCount() {
        return packetCount;
    }

    public long sessionCount() {
        return sessionCount;
    }

    /** The session ends in words. */
    @Override
    @ColdPath
    public void close() {
        endSession(lastTimeNs);
        release.run();
    }
}
