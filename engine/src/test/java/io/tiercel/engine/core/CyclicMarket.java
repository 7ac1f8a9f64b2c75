package io.tiercel.engine.core;

import io.tiercel.codecs.marketdata.AuctionImbalanceEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.marketdata.PriceLimitsEncoder;
import io.tiercel.codecs.marketdata.StatisticEncoder;
import io.tiercel.codecs.marketdata.TradeCorrectionEncoder;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.engine.ingress.InputSource;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market data that ends where it began, so that it can go round for ever: quotes come, are bettered, trade in part,
 * move and leave, and trades are taken back, among what else an exchange says. Written beforehand; polling it allocates
 * nothing.
 */
final class CyclicMarket implements InputSource {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SLOT_BYTES = 80;
    private static final int CAPACITY = 1 << 12;
    private static final int LEVELS = 8;
    private static final long MIDDLE = 10_000;
    private static final long QUANTITY = 100;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY * SLOT_BYTES]);
    private final int[] lengths = new int[CAPACITY];
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int count;
    private int next;

    /** @param instruments ids from 1 */
    CyclicMarket(final int instruments) {
        for (int level = LEVELS; level > 0; level--) {
            for (int id = 1; id <= instruments; id++) {
                add(id, Side.BUY, level, MIDDLE - level);
                add(id, Side.SELL, LEVELS + level, MIDDLE + level);
            }
        }
        for (int level = 1; level <= LEVELS; level++) {
            for (int id = 1; id <= instruments; id++) {
                execute(id, Side.SELL, level);
                facts(id, level);
                replace(id, Side.SELL, LEVELS + level, 3 * LEVELS + level, MIDDLE + 2 * LEVELS - level);
                replace(id, Side.BUY, level, 2 * LEVELS + level, MIDDLE - LEVELS - level);
                delete(id, Side.SELL, 3 * LEVELS + level);
                delete(id, Side.BUY, 2 * LEVELS + level);
            }
        }
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        consumer.onMessage(buffer, next * SLOT_BYTES, lengths[next]);
        next = next + 1 == count ? 0 : next + 1;
        return 1;
    }

    private void add(final int id, final Side side, final long orderId, final long ticks) {
        final L3AddEncoder add = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .side(side)
                .orderId(orderId)
                .priceNanos(ticks * CoreHarness.NANO / 100)
                .quantity(QUANTITY);
        add.flags().clear().endOfPacket(true);
        lengths[count++] = HEADER + add.encodedLength();
    }

    private void execute(final int id, final Side aggressor, final long orderId) {
        final L3ExecuteEncoder execute = new L3ExecuteEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .aggressorSide(aggressor)
                .orderId(orderId)
                .priceNanos((MIDDLE - orderId) * CoreHarness.NANO / 100)
                .quantity(QUANTITY / 2);
        execute.flags().clear().endOfPacket(true);
        lengths[count++] = HEADER + execute.encodedLength();
    }

    /** A packet of all there are. */
    private void facts(final int id, final int level) {
        final TradeCorrectionEncoder correction = new TradeCorrectionEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .change(TradeChange.BROKEN)
                .matchId(level);
        correction.flags().clear();
        lengths[count++] = HEADER + correction.encodedLength();
        final StatisticEncoder statistic = new StatisticEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .statistic(StatisticKind.VOLUME)
                .withdrawn(level == LEVELS ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                .quantity(level);
        statistic.flags().clear();
        lengths[count++] = HEADER + statistic.encodedLength();
        final AuctionImbalanceEncoder imbalance = new AuctionImbalanceEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .auction(AuctionKind.CLOSING)
                .side(Side.BUY)
                .imbalanceQuantity(level);
        imbalance.flags().clear();
        lengths[count++] = HEADER + imbalance.encodedLength();
        final PriceLimitsEncoder limits = new PriceLimitsEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .scope(PriceLimitScope.SESSION)
                .lowPriceNanos(level);
        limits.flags().clear().endOfPacket(true);
        lengths[count++] = HEADER + limits.encodedLength();
    }

    private void replace(final int id, final Side side, final long orderId, final long newOrderId, final long ticks) {
        final L3ReplaceEncoder replace = new L3ReplaceEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .side(side)
                .orderId(orderId)
                .newOrderId(newOrderId)
                .priceNanos(ticks * CoreHarness.NANO / 100)
                .quantity(QUANTITY);
        replace.flags().clear().endOfPacket(true);
        lengths[count++] = HEADER + replace.encodedLength();
    }

    private void delete(final int id, final Side side, final long orderId) {
        final L3DeleteEncoder delete = new L3DeleteEncoder()
                .wrapAndApplyHeader(buffer, count * SLOT_BYTES, header)
                .instrumentId(id)
                .side(side)
                .orderId(orderId);
        delete.flags().clear().endOfPacket(true);
        lengths[count++] = HEADER + delete.encodedLength();
    }
}
