package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.ExecutionResendRequestDecoder;
import io.tiercel.codecs.orders.MassCancelDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The exchange: several listings, one session for the engine, one feed. It has no notion of latency and no queue: each
 * call is one event, done when it returns.
 */
@HotPath
final class Exchange implements FlowListener, MarketDays.Listener {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final SimVenueConfig config;
    private final Listing[] listings;
    private final int[] indexById;
    private final FeedSender feed;
    private final ExecutionSender executions;
    private final EngineSession session;
    private final MarketDays days;
    private final Closures closures;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final MassCancelDecoder massCancel = new MassCancelDecoder();
    private final OrderStatusRequestDecoder statusRequest = new OrderStatusRequestDecoder();
    private final OpenOrdersRequestDecoder openOrdersRequest = new OpenOrdersRequestDecoder();
    private final ExecutionResendRequestDecoder resendRequest = new ExecutionResendRequestDecoder();

    private long timeNs = Long.MIN_VALUE;
    private long malformedCount;
    private long unknownTemplateCount;
    private long misroutedCount;
    private long disconnectedCount;
    private long lostHistoryCount;
    private long refusedFlowCount;
    private boolean filling;
    private long sessionCount;

    /** Who has to know that a listing is closed: the background pauses. */
    interface Closures {
        void onClosed(int index, long untilNs);
    }

    Exchange(
            final SimVenueConfig config,
            final List<SimInstrument> instruments,
            final VenueOutput output,
            final VenueLog log,
            final Closures closures) {
        this.config = config;
        this.closures = closures;
        int maxId = 0;
        for (final SimInstrument instrument : instruments) {
            maxId = Math.max(maxId, instrument.id());
        }
        listings = new Listing[instruments.size()];
        indexById = new int[maxId + 1];
        Arrays.fill(indexById, -1);
        feed = new FeedSender(config.feedId(), config.venueId(), output);
        executions = new ExecutionSender(config, output, log);
        session = new EngineSession(config, executions, listings, indexById);
        for (int i = 0; i < listings.length; i++) {
            final SimInstrument instrument = instruments.get(i);
            if (indexById[instrument.id()] != -1) {
                throw new IllegalArgumentException("simulated venue: instrument id " + instrument.id() + " of "
                        + instrument.symbol() + " is given twice; each id names one instrument");
            }
            indexById[instrument.id()] = i;
            listings[i] = new Listing(instrument, config, feed, session);
        }
        days = new MarketDays(instruments, listings, this);
    }

    /** Opens the session, the day and the listings whose hours it is. */
    @ColdPath
    void start(final long startNs, final boolean withSession) {
        time(startNs);
        days.start(startNs);
        if (withSession) {
            executions.sessionUp();
        }
        onPhase(days.phase(), days.date());
        feed.feedStatus(FeedState.LIVE);
        for (int i = 0; i < listings.length; i++) {
            listings[i].status(days.isOpen(i) ? TradingStatus.TRADING : TradingStatus.CLOSED);
        }
    }

    MarketDays days() {
        return days;
    }

    /** Sessions that have begun since the start, one with each day. */
    long sessionCount() {
        return sessionCount;
    }

    /** While set, background orders are taken in closed listings, too. */
    void filling(final boolean value) {
        filling = value;
    }

    @Override
    public void onNewSession(final int date) {
        sessionCount++;
        if (executions.connected()) {
            executions.newSession();
        }
        feed.feedStatus(FeedState.LIVE);
    }

    @Override
    public void onPhase(final Phase phase, final int date) {
        final int today = date == 0 ? date(timeNs) : date;
        feed.sessionPhase(phase, config.tradingDate() != 0 ? config.tradingDate() : today);
    }

    @Override
    public void onClosed(final int index, final long untilNs) {
        closures.onClosed(index, untilNs);
    }

    /** All events until the next call happen at this time; it does not go back. */
    void time(final long newTimeNs) {
        timeNs = Math.max(timeNs, newTimeNs);
        feed.time(timeNs);
        executions.time(timeNs);
    }

    long timeNs() {
        return timeNs;
    }

    /** What who listens to the feed from here on needs: the books are not to be traded on until all are there. */
    @ColdPath
    void image() {
        onPhase(days.phase(), days.date());
        feed.feedStatus(FeedState.RECOVERING);
        for (final Listing listing : listings) {
            listing.image();
        }
        feed.feedStatus(FeedState.LIVE);
    }

    /** The same for who does not listen to this feed, whose packets are not counted by it. */
    @ColdPath
    void imageAside() {
        final long sequence = feed.packetSequence();
        image();
        feed.packetSequence(sequence);
    }

    /** A sign of life, while there is a session: that it is up. */
    void repeatSession() {
        if (executions.connected()) {
            executions.sessionUp();
        }
    }

    boolean connected() {
        return executions.connected();
    }

    void connect() {
        if (!executions.connected()) {
            executions.sessionUp();
        }
    }

    /** The exchange's own end of the session: the engine still hears that its orders are cancelled. */
    void endSession() {
        if (executions.connected()) {
            if (config.cancelOnDisconnect()) {
                session.cancelAll(0, 0);
            }
            executions.sessionDown();
        }
    }

    /** The line is lost: what happens then the engine has to ask for. */
    void disconnect() {
        if (executions.connected()) {
            executions.sessionDown();
            if (config.cancelOnDisconnect()) {
                session.cancelAll(0, 0);
            }
        }
    }

    /** False when there is no such instrument. */
    boolean status(final int instrumentId, final TradingStatus status) {
        if (instrumentId <= 0 || instrumentId >= indexById.length || indexById[instrumentId] < 0) {
            return false;
        }
        listings[indexById[instrumentId]].status(status);
        return true;
    }

    /** A message of the engine. What is no order message is counted and ignored. */
    void onOrder(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER) {
            malformedCount++;
            return;
        }
        header.wrap(buffer, offset);
        final int templateId = header.templateId();
        final int expected = blockLength(templateId);
        if (expected == 0 || header.schemaId() != NewOrderDecoder.SCHEMA_ID) {
            unknownTemplateCount++;
            return;
        }
        final int blockLength = header.blockLength();
        if (blockLength < expected || length < HEADER + blockLength) {
            malformedCount++;
            return;
        }
        // Every message to a venue begins with the venue's id.
        if ((buffer.getByte(offset + HEADER) & 0xFF) != config.venueId()) {
            misroutedCount++;
            return;
        }
        if (!executions.connected()) {
            disconnectedCount++;
            return;
        }
        dispatch(templateId, buffer, offset + HEADER, blockLength, header.version());
    }

    private void dispatch(
            final int templateId, final DirectBuffer buffer, final int body, final int blockLength, final int version) {
        switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID -> session.onNewOrder(newOrder.wrap(buffer, body, blockLength, version));
            case CancelOrderDecoder.TEMPLATE_ID ->
                session.onCancelOrder(cancelOrder.wrap(buffer, body, blockLength, version));
            case ReplaceOrderDecoder.TEMPLATE_ID ->
                session.onReplaceOrder(replaceOrder.wrap(buffer, body, blockLength, version));
            case MassCancelDecoder.TEMPLATE_ID ->
                session.onMassCancel(massCancel.wrap(buffer, body, blockLength, version));
            case OrderStatusRequestDecoder.TEMPLATE_ID ->
                session.onStatusRequest(statusRequest.wrap(buffer, body, blockLength, version));
            case OpenOrdersRequestDecoder.TEMPLATE_ID -> session.onOpenOrdersRequest();
            default -> {
                resendRequest.wrap(buffer, body, blockLength, version);
                if (resendRequest.sessionId() == executions.sessionId()) {
                    lostHistoryCount += executions.resend(resendRequest.fromInbound(), resendRequest.toInbound());
                } else {
                    misroutedCount++;
                }
            }
        }
    }

    @Override
    public void onFlowLimit(
            final int index, final long orderId, final Side side, final long priceNanos, final long quantity) {
        flow(index, orderId, side, OrderType.LIMIT, TimeInForce.DAY, priceNanos, quantity);
    }

    @Override
    public void onFlowMarket(final int index, final long orderId, final Side side, final long quantity) {
        flow(index, orderId, side, OrderType.MARKET, TimeInForce.IOC, 0, quantity);
    }

    @Override
    public void onFlowCancel(final int index, final long orderId) {
        listings[index].cancel(orderId);
    }

    @Override
    public void onFlowChange(final int index, final long orderId, final long priceNanos, final long quantity) {
        if (listings[index].status() == TradingStatus.TRADING) {
            listings[index].replace(orderId, orderId, Listing.BACKGROUND, priceNanos, quantity);
        }
    }

    Matcher matcher(final int instrumentId) {
        return listings[indexById[instrumentId]].matcher();
    }

    SessionOrders sessionOrders() {
        return session.orders();
    }

    long inboundSequence() {
        return executions.inboundSequence();
    }

    long packetSequence() {
        return feed.packetSequence();
    }

    long malformedCount() {
        return malformedCount;
    }

    long unknownTemplateCount() {
        return unknownTemplateCount;
    }

    long misroutedCount() {
        return misroutedCount;
    }

    long disconnectedCount() {
        return disconnectedCount;
    }

    long lostHistoryCount() {
        return lostHistoryCount;
    }

    long refusedFlowCount() {
        return refusedFlowCount;
    }

    private void flow(
            final int index,
            final long orderId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long priceNanos,
            final long quantity) {
        final Listing listing = listings[index];
        if ((listing.status() != TradingStatus.TRADING && !filling)
                || listing.submit(orderId, Listing.BACKGROUND, side, type, timeInForce, false, priceNanos, quantity)
                        != VenueReason.NONE) {
            refusedFlowCount++;
        }
    }

    /** Of the message's fixed part, or 0 when the template is not for a venue. */
    private static int blockLength(final int templateId) {
        return switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID -> NewOrderDecoder.BLOCK_LENGTH;
            case CancelOrderDecoder.TEMPLATE_ID -> CancelOrderDecoder.BLOCK_LENGTH;
            case ReplaceOrderDecoder.TEMPLATE_ID -> ReplaceOrderDecoder.BLOCK_LENGTH;
            case MassCancelDecoder.TEMPLATE_ID -> MassCancelDecoder.BLOCK_LENGTH;
            case OrderStatusRequestDecoder.TEMPLATE_ID -> OrderStatusRequestDecoder.BLOCK_LENGTH;
            case OpenOrdersRequestDecoder.TEMPLATE_ID -> OpenOrdersRequestDecoder.BLOCK_LENGTH;
            case ExecutionResendRequestDecoder.TEMPLATE_ID -> ExecutionResendRequestDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private static int date(final long timeNs) {
        final LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(timeNs, NANOS_PER_DAY));
        return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.get(ChronoField.DAY_OF_MONTH);
    }
}
