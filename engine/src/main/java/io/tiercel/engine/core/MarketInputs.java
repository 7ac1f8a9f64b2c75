package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import org.agrona.DirectBuffer;

/** Market data messages, decoded and applied to the books; at the end of a packet the {@link Packet} takes over. */
@HotPath
final class MarketInputs {
    private final Instruments instruments;
    private final Books books;
    private final Packet packet;
    private final Feeds feeds;
    private final AlertLimiter alerts;
    private final FactInputs facts;
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ModifyDecoder modify = new L3ModifyDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final L3ClearDecoder clear = new L3ClearDecoder();
    private final L2UpdateDecoder level = new L2UpdateDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final InstrumentStatusDecoder instrumentStatus = new InstrumentStatusDecoder();
    private final FeedStatusDecoder feedStatus = new FeedStatusDecoder();

    MarketInputs(
            final Instruments instruments,
            final Books books,
            final Facts facts,
            final Packet packet,
            final Feeds feeds,
            final AlertLimiter alerts) {
        this.instruments = instruments;
        this.books = books;
        this.packet = packet;
        this.feeds = feeds;
        this.alerts = alerts;
        this.facts = new FactInputs(facts, packet, feeds, alerts);
    }

    /** False when the template is none of market data's. */
    boolean onMessage(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> onAdd(buffer, offset, header);
            case L3ModifyDecoder.TEMPLATE_ID -> onModify(buffer, offset, header);
            case L3ExecuteDecoder.TEMPLATE_ID -> onExecute(buffer, offset, header);
            case L3CancelDecoder.TEMPLATE_ID -> onCancel(buffer, offset, header);
            case L3DeleteDecoder.TEMPLATE_ID -> onDelete(buffer, offset, header);
            case L3ReplaceDecoder.TEMPLATE_ID -> onReplace(buffer, offset, header);
            case L3ClearDecoder.TEMPLATE_ID -> onClear(buffer, offset, header);
            case L2UpdateDecoder.TEMPLATE_ID -> onLevel(buffer, offset, header);
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset, header);
            case InstrumentStatusDecoder.TEMPLATE_ID -> onInstrumentStatus(buffer, offset, header);
            case FeedStatusDecoder.TEMPLATE_ID -> onFeedStatus(buffer, offset, header);
            case PacketReferenceDecoder.TEMPLATE_ID -> {
                // For who asks later where a packet came from.
                return true;
            }
            default -> {
                return facts.onMessage(buffer, offset, header);
            }
        }
        return true;
    }

    private void onAdd(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        add.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = add.instrumentId();
        final boolean last = add.flags().endOfPacket();
        if (!feeds.admits(instrumentId, add.feedId(), add.packetSequence(), last)) {
            return;
        }
        final boolean known = isKnown(instrumentId);
        if (known) {
            books.add(instrumentId, add.side(), add.orderId(), add.priceNanos(), add.quantity());
        }
        end(instrumentId, add.feedId(), last);
        if (known) {
            feeds.onFill(instrumentId);
        }
    }

    private void onModify(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        modify.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = modify.instrumentId();
        final boolean last = modify.flags().endOfPacket();
        if (!feeds.admits(instrumentId, modify.feedId(), modify.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            books.modify(instrumentId, modify.side(), modify.orderId(), modify.priceNanos(), modify.quantity());
        }
        end(instrumentId, modify.feedId(), last);
    }

    private void onExecute(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        execute.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = execute.instrumentId();
        final boolean last = execute.flags().endOfPacket();
        if (!feeds.admits(instrumentId, execute.feedId(), execute.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            packet.nextTrade(execute.matchId());
            books.execute(
                    instrumentId, execute.aggressorSide(), execute.orderId(), execute.priceNanos(), execute.quantity());
        }
        end(instrumentId, execute.feedId(), last);
    }

    private void onCancel(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        cancel.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = cancel.instrumentId();
        final boolean last = cancel.flags().endOfPacket();
        if (!feeds.admits(instrumentId, cancel.feedId(), cancel.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            books.cancel(instrumentId, cancel.side(), cancel.orderId(), cancel.quantity());
        }
        end(instrumentId, cancel.feedId(), last);
    }

    private void onDelete(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        delete.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = delete.instrumentId();
        final boolean last = delete.flags().endOfPacket();
        if (!feeds.admits(instrumentId, delete.feedId(), delete.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            books.delete(instrumentId, delete.side(), delete.orderId());
        }
        end(instrumentId, delete.feedId(), last);
    }

    private void onReplace(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        replace.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = replace.instrumentId();
        final boolean last = replace.flags().endOfPacket();
        if (!feeds.admits(instrumentId, replace.feedId(), replace.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            books.replace(
                    instrumentId,
                    replace.side(),
                    replace.orderId(),
                    replace.newOrderId(),
                    replace.priceNanos(),
                    replace.quantity());
        }
        end(instrumentId, replace.feedId(), last);
    }

    private void onClear(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        clear.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = clear.instrumentId();
        final boolean last = clear.flags().endOfPacket();
        if (!feeds.admits(instrumentId, clear.feedId(), clear.packetSequence(), last)) {
            return;
        }
        final boolean known = isKnown(instrumentId);
        if (known) {
            books.clear(instrumentId);
        }
        end(instrumentId, clear.feedId(), last);
        if (known) {
            feeds.onClear(instrumentId);
        }
    }

    private void onLevel(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        level.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = level.instrumentId();
        final boolean last = level.flags().endOfPacket();
        if (!feeds.admits(instrumentId, level.feedId(), level.packetSequence(), last)) {
            return;
        }
        final boolean known = isKnown(instrumentId);
        if (known) {
            books.level(instrumentId, level.side(), level.priceNanos(), level.quantity(), level.orderCount());
        }
        end(instrumentId, level.feedId(), last);
        if (known) {
            feeds.onFill(instrumentId);
        }
    }

    private void onTrade(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = trade.instrumentId();
        final boolean last = trade.flags().endOfPacket();
        if (!feeds.admits(instrumentId, trade.feedId(), trade.packetSequence(), last)) {
            return;
        }
        if (isKnown(instrumentId)) {
            packet.nextTrade(trade.matchId());
            books.trade(instrumentId, trade.aggressorSide(), trade.priceNanos(), trade.quantity());
        }
        end(instrumentId, trade.feedId(), last);
    }

    private void onInstrumentStatus(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        instrumentStatus.wrapAndApplyHeader(buffer, offset, header);
        final Instrument instrument = instruments.get(instrumentStatus.instrumentId());
        if (instrument == null) {
            alerts.count(AlertCode.UNKNOWN_INSTRUMENT, instrumentStatus.instrumentId(), header.templateId());
            return;
        }
        if (instrument.status() == TradingStatus.ENDED) {
            // That is for ever, whatever the venue says of it.
            return;
        }
        final TradingStatus status = instrumentStatus.status();
        instrument.status(status == TradingStatus.ENDED ? TradingStatus.CLOSED : status);
        packet.touch(books.book(instrument.id()));
        packet.endIf(true);
    }

    private void onFeedStatus(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        feedStatus.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = feedStatus.instrumentId();
        if (instrumentId == 0 || isKnown(instrumentId)) {
            feeds.onStatus(instrumentId, feedStatus.feedId(), feedStatus.state());
            packet.endIf(true);
        }
    }

    private void end(final int instrumentId, final int feedId, final boolean endOfPacket) {
        feeds.onData(instrumentId, feedId, endOfPacket);
        packet.endIf(endOfPacket);
    }

    private boolean isKnown(final int instrumentId) {
        if (instruments.get(instrumentId) != null) {
            return true;
        }
        alerts.count(AlertCode.UNKNOWN_INSTRUMENT, instrumentId, 0);
        return false;
    }
}
