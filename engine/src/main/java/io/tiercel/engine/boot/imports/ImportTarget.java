package io.tiercel.engine.boot.imports;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.session.PacketTaker;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.history.BookTarget;
import io.tiercel.engine.feed.history.HistoryTimes;
import io.tiercel.engine.feed.history.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives what files say to a session, or to an engine elsewhere, at the time at which it was captured or, where files do
 * not say that, at the exchange's. That is opened at the first word about one of its instruments.
 */
final class ImportTarget implements BookTarget, MessageLine, AutoCloseable {
    /** In the place of a venue's id: none has it. */
    private static final int LEFT_OUT = 255;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long YEAR_NS = 366 * 86_400 * SECOND_NS;
    /** In 2116. */
    private static final long LAST_NS = 1L << 62;

    private static final int MAX_MESSAGE = 128;
    /** In the place of a feed: the instrument is none's. */
    private static final int NO_FEED = -1;

    private final Listings listings;
    private final long dayNs;
    private final int maxBookOrders;
    private final BiConsumer<Origin, String> faults;
    private final LongFunction<PacketTaker> opening;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final SessionPhaseDecoder phase = new SessionPhaseDecoder();
    private final UnsafeBuffer scaled = new UnsafeBuffer(new byte[MAX_MESSAGE]);
    private final FeedStatusEncoder stale = new FeedStatusEncoder();
    private final MessageHeaderEncoder staleHeader = new MessageHeaderEncoder();
    private final UnsafeBuffer staleBuffer = new UnsafeBuffer(new byte[MAX_MESSAGE]);
    private final Int2IntHashMap feeds = new Int2IntHashMap(NO_FEED);
    /** Instruments whose books are never live, each with its feed. */
    private final Int2IntHashMap doubtful = new Int2IntHashMap(NO_FEED);
    /** What came before the session. */
    private final List<byte[]> early = new ArrayList<>();

    private final HistoryTimes times;
    private PacketTaker session;
    private long capturedNs;
    private long packetNs;
    private long firstNs;
    private long newestNs;
    private long strayCount;
    private long messageCount;
    private long ordersLeftOut;
    private int feedCount;

    /**
     * @param dayNs         as {@link BookTarget#dayNs}
     * @param maxBookOrders as {@link BookTarget#maxBookOrders}
     * @param opening       makes who takes it, from a time on
     */
    ImportTarget(
            final Listings listings,
            final long dayNs,
            final int maxBookOrders,
            final BiConsumer<Origin, String> faults,
            final LongFunction<PacketTaker> opening) {
        this.listings = listings;
        this.dayNs = dayNs;
        this.maxBookOrders = maxBookOrders;
        times = new HistoryTimes(dayNs);
        this.faults = faults;
        this.opening = opening;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        final int template = MarketFields.template(buffer, offset);
        final boolean ofPacket = MarketFields.isOfPacket(template);
        if (ofPacket ? MarketFields.feed(buffer, offset) == LEFT_OUT : isLeftOut(template, buffer, offset)) {
            return Result.TAKEN;
        }
        if (template == FeedStatusDecoder.TEMPLATE_ID && !doubtful.isEmpty()) {
            takeStatus(buffer, offset, length);
        } else {
            take(template, buffer, offset, length, ofPacket);
        }
        return Result.TAKEN;
    }

    /** A book that is not to be trusted does not become live with its feed, nor by itself. */
    private void takeStatus(final DirectBuffer buffer, final int offset, final int length) {
        status.wrapAndApplyHeader(buffer, offset, header);
        final int feedId = status.feedId();
        final int instrumentId = status.instrumentId();
        final long timeNs = status.venueTimeNs();
        if (status.state() == FeedState.LIVE && doubtful.containsKey(instrumentId)) {
            takeStale(feedId, instrumentId, timeNs);
            return;
        }
        final boolean allLive = status.state() == FeedState.LIVE && instrumentId == 0;
        take(FeedStatusDecoder.TEMPLATE_ID, buffer, offset, length, false);
        if (allLive) {
            doubtful.forEachInt((id, feed) -> {
                if (feed == feedId) {
                    takeStale(feedId, id, timeNs);
                }
            });
        }
    }

    private void takeStale(final int feedId, final int instrumentId, final long timeNs) {
        stale.wrapAndApplyHeader(staleBuffer, 0, staleHeader)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .state(FeedState.STALE)
                .venueTimeNs(timeNs);
        take(
                FeedStatusDecoder.TEMPLATE_ID,
                staleBuffer,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + FeedStatusEncoder.BLOCK_LENGTH,
                false);
    }

    private void take(
            final int template, final DirectBuffer buffer, final int offset, final int length, final boolean ofPacket) {
        messageCount++;
        note(capturedNs != 0 ? capturedNs : MarketFields.timeNs(buffer, offset, template, 0));
        if (session == null && packetNs > 0 && isAboutInstrument(template, buffer, offset, ofPacket)) {
            open();
        }
        if (session == null) {
            final byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            early.add(copy);
        } else {
            add(template, buffer, offset, length, ofPacket);
        }
    }

    /** What is of a whole market, and the reference before it, wait for that. */
    private static boolean isAboutInstrument(
            final int template, final DirectBuffer buffer, final int offset, final boolean ofPacket) {
        return ofPacket
                ? MarketFields.instrument(buffer, offset) != 0
                : template == InstrumentStatusDecoder.TEMPLATE_ID;
    }

    private boolean isLeftOut(final int template, final DirectBuffer buffer, final int offset) {
        return switch (template) {
            case FeedStatusDecoder.TEMPLATE_ID ->
                status.wrapAndApplyHeader(buffer, offset, header).feedId() == LEFT_OUT;
            case SessionPhaseDecoder.TEMPLATE_ID ->
                phase.wrapAndApplyHeader(buffer, offset, header).venueId() == LEFT_OUT;
            default -> false;
        };
    }

    /** Of the message that comes next. */
    private void note(final long timeNs) {
        if (timeNs <= 0) {
            return;
        }
        times.check(timeNs);
        if (HistoryTimes.isNone(timeNs) || timeNs > LAST_NS || newestNs > 0 && timeNs - newestNs > YEAR_NS) {
            // Were it believed, all that follows would have this time.
            strayCount++;
            return;
        }
        if (timeNs < newestNs - SECOND_NS) {
            strayCount++;
        }
        newestNs = Math.max(newestNs, timeNs);
        packetNs = Math.max(packetNs, timeNs);
    }

    /** With the first word about an instrument: what came before it is told then. */
    private void open() {
        firstNs = packetNs;
        session = opening.apply(firstNs);
        for (final byte[] message : early) {
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            final int template = MarketFields.template(buffer, 0);
            add(template, buffer, 0, message.length, MarketFields.isOfPacket(template));
        }
        early.clear();
        packetNs = firstNs;
    }

    private void add(
            final int template, final DirectBuffer buffer, final int offset, final int length, final boolean ofPacket) {
        final boolean scales = ofPacket && MarketFields.hasQuantity(template);
        final long unit = scales ? listings.quantityUnit(MarketFields.instrument(buffer, offset)) : 1;
        if (!ofPacket && MarketFields.timeNs(buffer, offset, template, 0) < 0) {
            // Said before there was a time.
            scaled.putBytes(0, buffer, offset, length);
            MarketFields.clearTime(scaled, template);
            session.add(scaled, 0, length);
        } else if (unit == 1) {
            session.add(buffer, offset, length);
        } else {
            scaled.putBytes(0, buffer, offset, length);
            MarketFields.scale(scaled, template, unit);
            session.add(scaled, 0, length);
        }
        if (!ofPacket || MarketFields.endsPacket(buffer, offset)) {
            session.release(packetNs);
            packetNs = 0;
        }
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public int newFeed() {
        feedCount++;
        final int venueId = listings.nextVenue();
        return venueId == Listings.NONE ? LEFT_OUT : venueId;
    }

    @Override
    public InstrumentDirectory instruments(final int feedId, final boolean byOrder, final int quantityDecimals) {
        return new InstrumentDirectory() {
            @Override
            public int add(final long code, final String symbol) {
                final int id =
                        feedId == LEFT_OUT ? NONE : listings.find(feedId, byOrder, quantityDecimals, code, symbol);
                feeds.put(id, feedId);
                return id;
            }

            @Override
            public void passedOver(final long code) {
                if (feedId != LEFT_OUT) {
                    listings.passedOver(code);
                }
            }

            @Override
            public void rename(final int instrumentId, final long code, final String symbol) {
                // An instrument of the session has the name that it has.
            }
        };
    }

    @Override
    public MessageLine line() {
        return this;
    }

    @Override
    public long dayNs() {
        return dayNs;
    }

    @Override
    public boolean untilTime() {
        return true;
    }

    @Override
    public void at(final Origin origin) {
        capturedNs = origin.timeNs();
        times.at(origin);
    }

    @Override
    public boolean complete() {
        return session != null && session.outOfRoom();
    }

    @Override
    public void onFault(final Origin origin, final String reason) {
        faults.accept(origin, reason);
    }

    @Override
    public int maxBookOrders() {
        return maxBookOrders;
    }

    @Override
    public void onNoRoom(final long orders) {
        ordersLeftOut += orders;
    }

    @Override
    public void onDoubt(final int instrumentId) {
        doubtful.put(instrumentId, feeds.get(instrumentId));
    }

    /** Of the first message. */
    long firstNs() {
        return firstNs;
    }

    /** Messages whose time is more than a second before, or more than a year after, that of one before them. */
    long strayCount() {
        return strayCount;
    }

    /** Tiercel's. */
    long messageCount() {
        return messageCount;
    }

    /** For which there was no room in their book. */
    long ordersLeftOut() {
        return ordersLeftOut;
    }

    int feedCount() {
        return feedCount;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
