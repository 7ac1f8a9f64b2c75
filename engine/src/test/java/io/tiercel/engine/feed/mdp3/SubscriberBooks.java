package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FactText;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.ingress.InputFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** What a subscriber makes of the messages: books, slow and obvious. What ingress would refuse is an error. */
final class SubscriberBooks implements MessageLine {
    /** One book: levels, or orders, as both are told. */
    static final class Book {
        FeedState state = FeedState.STALE;
        TradingStatus status;
        final TreeMap<Long, String> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, String> asks = new TreeMap<>();
        final Map<Long, String> orders = new LinkedHashMap<>();

        boolean live() {
            return state == FeedState.LIVE;
        }

        String levels() {
            return bids + " " + asks;
        }

        /** By side and price, in the order of their queues. */
        String queues() {
            final Map<String, List<String>> queues = new TreeMap<>();
            orders.forEach((id, order) -> queues.computeIfAbsent(
                            order.substring(0, order.lastIndexOf(' ')), key -> new ArrayList<>())
                    .add(id + ":" + order.substring(order.lastIndexOf(' ') + 1)));
            return queues.toString();
        }
    }

    final List<String> trades = new ArrayList<>();
    final List<String> facts = new ArrayList<>();
    final List<String> references = new ArrayList<>();
    private final Map<Integer, Book> books = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InputFilter filter = InputFilter.feed();
    private long packetSequence;
    private boolean open;
    long messageCount;
    /** Of all that was said. */
    long digest;

    Book book(final int id) {
        return books.computeIfAbsent(id, key -> new Book());
    }

    /** Nothing is left open at the end of what a datagram led to. */
    boolean packetIsOpen() {
        return open;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        if (!filter.accepts(buffer, offset, length)) {
            throw new AssertionError("ingress refuses message " + messageCount);
        }
        messageCount++;
        for (int i = 0; i < length; i++) {
            digest = 31 * digest + buffer.getByte(offset + i);
        }
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case FeedStatusDecoder.TEMPLATE_ID -> {
                final FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                notOpen();
                if (status.instrumentId() == 0) {
                    books.values().forEach(book -> book.state = status.state());
                } else {
                    book(status.instrumentId()).state = status.state();
                }
            }
            case InstrumentStatusDecoder.TEMPLATE_ID -> {
                final InstrumentStatusDecoder status =
                        new InstrumentStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                notOpen();
                book(status.instrumentId()).status = status.status();
            }
            case L2UpdateDecoder.TEMPLATE_ID -> {
                final L2UpdateDecoder level = new L2UpdateDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(level.packetSequence(), level.flags().endOfPacket());
                final Book book = book(level.instrumentId());
                final TreeMap<Long, String> side = level.side() == Side.BUY ? book.bids : book.asks;
                if (level.quantity() == 0) {
                    side.remove(level.priceNanos());
                } else {
                    side.put(level.priceNanos(), level.quantity() + "x" + level.orderCount());
                }
            }
            default -> onOrder(buffer, offset);
        }
        return Result.TAKEN;
    }

    private void onOrder(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case L3ClearDecoder.TEMPLATE_ID -> {
                final L3ClearDecoder clear = new L3ClearDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(clear.packetSequence(), clear.flags().endOfPacket());
                book(clear.instrumentId()).bids.clear();
                book(clear.instrumentId()).asks.clear();
                book(clear.instrumentId()).orders.clear();
            }
            case L3AddDecoder.TEMPLATE_ID -> {
                final L3AddDecoder add = new L3AddDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(add.packetSequence(), add.flags().endOfPacket());
                final String order = add.side() + " " + add.priceNanos() + " " + add.quantity();
                if (book(add.instrumentId()).orders.put(add.orderId(), order) != null) {
                    throw new AssertionError("order " + add.orderId() + " is there twice");
                }
            }
            case L3ModifyDecoder.TEMPLATE_ID -> {
                final L3ModifyDecoder modify = new L3ModifyDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(modify.packetSequence(), modify.flags().endOfPacket());
                known(modify.instrumentId(), modify.orderId());
                book(modify.instrumentId())
                        .orders
                        .put(modify.orderId(), modify.side() + " " + modify.priceNanos() + " " + modify.quantity());
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                final L3ReplaceDecoder replace = new L3ReplaceDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(replace.packetSequence(), replace.flags().endOfPacket());
                final String before = known(replace.instrumentId(), replace.orderId());
                book(replace.instrumentId()).orders.remove(replace.orderId());
                book(replace.instrumentId())
                        .orders
                        .put(
                                replace.newOrderId(),
                                before.substring(0, before.indexOf(' ')) + " " + replace.priceNanos() + " "
                                        + replace.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                final L3DeleteDecoder delete = new L3DeleteDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(delete.packetSequence(), delete.flags().endOfPacket());
                known(delete.instrumentId(), delete.orderId());
                book(delete.instrumentId()).orders.remove(delete.orderId());
            }
            case PacketReferenceDecoder.TEMPLATE_ID -> {
                final PacketReferenceDecoder reference =
                        new PacketReferenceDecoder().wrapAndApplyHeader(buffer, offset, header);
                notOpen();
                number(reference.packetSequence(), false);
                references.add(reference.channelId() + "/" + reference.venueSequence());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                final TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, offset, header);
                number(trade.packetSequence(), trade.flags().endOfPacket());
                trades.add(trade.instrumentId() + " " + trade.aggressorSide() + " " + trade.quantity() + " at "
                        + trade.priceNanos() + " match " + trade.matchId());
            }
            default -> {
                final String fact = FactText.of(buffer, offset);
                if (fact == null) {
                    throw new AssertionError("template " + header.templateId());
                }
                number(FactText.packetSequence(buffer, offset), FactText.endsPacket(buffer, offset));
                facts.add(fact);
            }
        }
    }

    private String known(final int instrumentId, final long orderId) {
        final String order = book(instrumentId).orders.get(orderId);
        if (order == null) {
            throw new AssertionError("order " + orderId + " is not there");
        }
        return order;
    }

    private void number(final long sequence, final boolean last) {
        if (sequence != (open ? packetSequence : packetSequence + 1)) {
            throw new AssertionError("packet " + sequence + " after " + packetSequence);
        }
        packetSequence = sequence;
        open = !last;
    }

    private void notOpen() {
        if (open) {
            throw new AssertionError("a status within packet " + packetSequence);
        }
    }
}
