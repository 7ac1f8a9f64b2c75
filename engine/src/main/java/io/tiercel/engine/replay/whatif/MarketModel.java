package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.replay.whatif.RecordedBook.Resting;
import io.tiercel.engine.replay.whatif.RecordedFacts.OwnOrder;
import org.agrona.DirectBuffer;

/** Carries recorded market data to the fill model's books, whoever's orders it tells of. */
final class MarketModel {
    private final RecordedFacts facts;
    private final FillModel model;
    private final long releaseNs;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ModifyDecoder modify = new L3ModifyDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final L2UpdateDecoder level = new L2UpdateDecoder();
    private final TradeDecoder trade = new TradeDecoder();

    /** @param releaseNs for how long simulated orders can take what recorded own ones took */
    MarketModel(final RecordedFacts facts, final FillModel model, final long releaseNs) {
        this.facts = facts;
        this.model = model;
        this.releaseNs = releaseNs;
    }

    /** A message as it was recorded. */
    void onMessage(final DirectBuffer buffer, final int offset, final long timeNs) {
        final int instrumentId = MarketMessage.instrumentId(buffer, offset);
        final InstrumentModel instrument = model.find(instrumentId);
        if (instrument == null) {
            return;
        }
        instrument.display.feedId(MarketMessage.feedId(buffer, offset));
        model.touch(instrumentId);
        final int templateId = MarketMessage.templateId(buffer, offset);
        final long orderId = MarketMessage.namesOrder(templateId) ? MarketMessage.orderId(buffer, offset) : 0;
        final OwnOrder own = MarketMessage.namesOrder(templateId) ? facts.ownOrder(instrumentId, orderId) : null;
        if (own != null) {
            onOwn(instrument, own, buffer, offset, templateId);
            return;
        }
        switch (templateId) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrapAndApplyHeader(buffer, offset, header);
                instrument.onEntered(instrument.book.add(isBuy(add.side()), orderId, add.priceNanos(), add.quantity()));
            }
            case L3ModifyDecoder.TEMPLATE_ID -> {
                modify.wrapAndApplyHeader(buffer, offset, header);
                instrument.onEntered(instrument.book.modify(orderId, modify.priceNanos(), modify.quantity()));
            }
            case L3ExecuteDecoder.TEMPLATE_ID ->
                onExecute(instrument, execute.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case L3CancelDecoder.TEMPLATE_ID ->
                instrument.book.reduce(
                        orderId,
                        cancel.wrapAndApplyHeader(buffer, offset, header).quantity());
            case L3DeleteDecoder.TEMPLATE_ID -> instrument.book.delete(orderId);
            case L3ReplaceDecoder.TEMPLATE_ID ->
                onReplace(instrument, replace.wrapAndApplyHeader(buffer, offset, header));
            case L3ClearDecoder.TEMPLATE_ID -> instrument.clear();
            case L2UpdateDecoder.TEMPLATE_ID -> {
                level.wrapAndApplyHeader(buffer, offset, header);
                instrument.onEntered(instrument.book.level(isBuy(level.side()), level.priceNanos(), level.quantity()));
            }
            case TradeDecoder.TEMPLATE_ID -> onTrade(instrument, trade.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // What else an exchange says changes no book, and fills nothing.
            }
        }
    }

    /** Others' aggression against an own order would have been there without it; all else of own orders would not. */
    private void onOwn(
            final InstrumentModel instrument,
            final OwnOrder own,
            final DirectBuffer buffer,
            final int offset,
            final int templateId) {
        if (templateId == L3ExecuteDecoder.TEMPLATE_ID) {
            execute.wrapAndApplyHeader(buffer, offset, header);
            if (!facts.selfMatch(execute.instrumentId(), execute.matchId())) {
                instrument.onOwnExecuted(isBuy(own.side()), MarketMessage.tradePrice(execute, own), execute.quantity());
            }
        }
    }

    /** A feed that says the side of an order once says none here. */
    private static void onReplace(final InstrumentModel instrument, final L3ReplaceDecoder message) {
        final Resting old = instrument.book.find(message.orderId());
        if (old == null && message.side() == Side.NULL_VAL) {
            return;
        }
        final boolean buy = old == null ? isBuy(message.side()) : old.buy;
        instrument.book.delete(message.orderId());
        instrument.onEntered(instrument.book.add(buy, message.newOrderId(), message.priceNanos(), message.quantity()));
    }

    private void onExecute(final InstrumentModel instrument, final L3ExecuteDecoder message, final long timeNs) {
        final Resting hit = instrument.book.find(message.orderId());
        if (hit == null) {
            return;
        }
        if (facts.ownMatch(message.instrumentId(), message.matchId())) {
            instrument.book.release(hit, message.quantity(), timeNs + releaseNs);
        } else {
            instrument.onExecuted(hit, message.quantity());
        }
        instrument.book.reduce(message.orderId(), message.quantity());
    }

    private void onTrade(final InstrumentModel instrument, final TradeDecoder message) {
        if (!facts.ownMatch(message.instrumentId(), message.matchId())) {
            final Side aggressor = message.aggressorSide();
            instrument.onTrade(aggressor != Side.BUY, aggressor != Side.SELL, message.priceNanos(), message.quantity());
        }
    }

    private static boolean isBuy(final Side side) {
        return side == Side.BUY;
    }
}
