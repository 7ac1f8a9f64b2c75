package io.tiercel.engine.risk;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The limit in force for each strategy and instrument, in flat arrays: a look-up is one read. A change for every
 * strategy or every instrument holds for all of them, also for those that had one of their own: the last word counts.
 * The changes are kept as they were made, for snapshots; one that a later one covers is forgotten. Changes are rare,
 * and may take memory.
 */
@HotPath
final class LimitTable {
    private final RiskLimits defaults;
    private final int maxStrategies;
    private final int maxInstruments;
    private final int stride;
    private final long[] maxOrderQuantity;
    private final long[] maxOrderNotional;
    private final long[] priceCollar;
    private final long[] maxPosition;
    private final long[] maxOpenOrders;
    private final long[] maxMessages;

    private int[] changedStrategy = new int[16];
    private int[] changedInstrument = new int[16];
    private LimitKind[] changedKind = new LimitKind[16];
    private long[] changedValue = new long[16];
    private int changeCount;

    LimitTable(final RiskLimits defaults, final int maxStrategies, final int maxInstruments) {
        this.defaults = defaults;
        this.maxStrategies = maxStrategies;
        this.maxInstruments = maxInstruments;
        stride = maxInstruments + 1;
        final int pairs = (maxStrategies + 1) * stride;
        maxOrderQuantity = new long[pairs];
        maxOrderNotional = new long[pairs];
        priceCollar = new long[pairs];
        maxPosition = new long[pairs];
        maxOpenOrders = new long[maxStrategies + 1];
        maxMessages = new long[maxStrategies + 1];
        setDefaults();
    }

    private void setDefaults() {
        Arrays.fill(maxOrderQuantity, defaults.maxOrderQuantity());
        Arrays.fill(maxOrderNotional, defaults.maxOrderNotionalMoney());
        Arrays.fill(priceCollar, defaults.priceCollarBasisPoints());
        Arrays.fill(maxPosition, defaults.maxPosition());
        Arrays.fill(maxOpenOrders, defaults.maxOpenOrders());
        Arrays.fill(maxMessages, defaults.maxMessagesPerSecond());
        changeCount = 0;
    }

    /** In units. */
    long maxOrderQuantity(final int strategyId, final int instrumentId) {
        return maxOrderQuantity[strategyId * stride + instrumentId];
    }

    long maxOrderNotional(final int strategyId, final int instrumentId) {
        return maxOrderNotional[strategyId * stride + instrumentId];
    }

    long priceCollar(final int strategyId, final int instrumentId) {
        return priceCollar[strategyId * stride + instrumentId];
    }

    /** In units. */
    long maxPosition(final int strategyId, final int instrumentId) {
        return maxPosition[strategyId * stride + instrumentId];
    }

    long maxOpenOrders(final int strategyId) {
        return maxOpenOrders[strategyId];
    }

    long maxMessages(final int strategyId) {
        return maxMessages[strategyId];
    }

    long limit(final int strategyId, final int instrumentId, final LimitKind kind) {
        return switch (kind) {
            case MAX_OPEN_ORDERS -> maxOpenOrders[strategyId];
            case MAX_MESSAGES_PER_SECOND -> maxMessages[strategyId];
            default -> pairLimits(kind)[strategyId * stride + instrumentId];
        };
    }

    CommandResultCode change(final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        if (strategyId < 0 || strategyId > maxStrategies) {
            return CommandResultCode.UNKNOWN_STRATEGY;
        }
        if (instrumentId < 0 || instrumentId > maxInstruments) {
            return CommandResultCode.UNKNOWN_INSTRUMENT;
        }
        if (kind == LimitKind.NULL_VAL || kind == LimitKind.SBE_UNKNOWN || (instrumentId != 0 && perStrategy(kind))) {
            return CommandResultCode.UNKNOWN_LIMIT;
        }
        if (value < 0 || (kind == LimitKind.MAX_MESSAGES_PER_SECOND && value > RiskLimits.MAX_MESSAGES_PER_SECOND)) {
            return CommandResultCode.OUT_OF_RANGE;
        }
        apply(strategyId, instrumentId, kind, value);
        keep(strategyId, instrumentId, kind, value);
        return CommandResultCode.APPLIED;
    }

    private static boolean perStrategy(final LimitKind kind) {
        return kind == LimitKind.MAX_OPEN_ORDERS || kind == LimitKind.MAX_MESSAGES_PER_SECOND;
    }

    private void apply(final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        final int firstStrategy = strategyId == 0 ? 1 : strategyId;
        final int lastStrategy = strategyId == 0 ? maxStrategies : strategyId;
        final int firstInstrument = instrumentId == 0 ? 1 : instrumentId;
        final int lastInstrument = instrumentId == 0 ? maxInstruments : instrumentId;
        for (int strategy = firstStrategy; strategy <= lastStrategy; strategy++) {
            if (kind == LimitKind.MAX_OPEN_ORDERS) {
                maxOpenOrders[strategy] = value;
            } else if (kind == LimitKind.MAX_MESSAGES_PER_SECOND) {
                maxMessages[strategy] = value;
            } else {
                final int row = strategy * stride;
                Arrays.fill(pairLimits(kind), row + firstInstrument, row + lastInstrument + 1, value);
            }
        }
    }

    private long[] pairLimits(final LimitKind kind) {
        return switch (kind) {
            case MAX_ORDER_QUANTITY -> maxOrderQuantity;
            case MAX_ORDER_NOTIONAL -> maxOrderNotional;
            case PRICE_COLLAR_BASIS_POINTS -> priceCollar;
            default -> maxPosition;
        };
    }

    @ColdPath
    private void keep(final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        int kept = 0;
        for (int i = 0; i < changeCount; i++) {
            final boolean covered = changedKind[i] == kind
                    && (strategyId == 0 || strategyId == changedStrategy[i])
                    && (instrumentId == 0 || instrumentId == changedInstrument[i]);
            if (!covered) {
                changedStrategy[kept] = changedStrategy[i];
                changedInstrument[kept] = changedInstrument[i];
                changedKind[kept] = changedKind[i];
                changedValue[kept] = changedValue[i];
                kept++;
            }
        }
        if (kept == changedValue.length) {
            changedStrategy = Arrays.copyOf(changedStrategy, 2 * kept);
            changedInstrument = Arrays.copyOf(changedInstrument, 2 * kept);
            changedKind = Arrays.copyOf(changedKind, 2 * kept);
            changedValue = Arrays.copyOf(changedValue, 2 * kept);
        }
        changedStrategy[kept] = strategyId;
        changedInstrument[kept] = instrumentId;
        changedKind[kept] = kind;
        changedValue[kept] = value;
        changeCount = kept + 1;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(defaults.maxOrderQuantity());
        writer.putLong(defaults.maxOrderNotionalMoney());
        writer.putLong(defaults.priceCollarBasisPoints());
        writer.putLong(defaults.maxPosition());
        writer.putLong(defaults.maxOpenOrders());
        writer.putLong(defaults.maxMessagesPerSecond());
        writer.putInt(changeCount);
        for (int i = 0; i < changeCount; i++) {
            writer.putInt(changedStrategy[i]);
            writer.putInt(changedInstrument[i]);
            writer.putInt(changedKind[i].value());
            writer.putLong(changedValue[i]);
        }
    }

    /** @throws IllegalStateException when the snapshot was made with other default limits */
    void restoreFrom(final StateReader reader) {
        final RiskLimits found = new RiskLimits(
                reader.takeLong(),
                reader.takeLong(),
                reader.takeLong(),
                reader.takeLong(),
                reader.takeLong(),
                reader.takeLong());
        if (!found.equals(defaults)) {
            throw new IllegalStateException("the snapshot was made with " + found + ", this engine is configured with "
                    + defaults + ": use the snapshot's configuration and change limits by command");
        }
        setDefaults();
        for (int remaining = reader.takeInt(); remaining > 0; remaining--) {
            final int strategyId = reader.takeInt();
            final int instrumentId = reader.takeInt();
            final LimitKind kind = LimitKind.get((short) reader.takeInt());
            change(strategyId, instrumentId, kind, reader.takeLong());
        }
    }
}
