package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Reads an L3 feed and says how much of a market it is. Knows nothing of the exchange but what the feed tells. */
@HotPath
public final class MarketStatistics {
    private final InstrumentStatistics[] byId;
    private final InstrumentStatistics[] all;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ModifyDecoder modify = new L3ModifyDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private long ignoredCount;

    /**
     * @param maxOrders that rest in one instrument
     * @param maxLevels on one side of it
     */
    public MarketStatistics(final List<SimInstrument> instruments, final int maxOrders, final int maxLevels) {
        int maxId = 0;
        for (final SimInstrument instrument : instruments) {
            maxId = Math.max(maxId, instrument.id());
        }
        byId = new InstrumentStatistics[maxId + 1];
        all = new InstrumentStatistics[instruments.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new InstrumentStatistics(instruments.get(i), maxOrders, maxLevels);
            byId[instruments.get(i).id()] = all[i];
        }
    }

    /** A market data message with its header at {@code offset}; what changes no L3 book is ignored. */
    public void onFeed(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int blockLength = header.blockLength();
        final int version = header.version();
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(add.instrumentId());
                if (statistics != null) {
                    statistics.onAdd(add.side(), add.orderId(), add.priceNanos(), add.quantity());
                    end(statistics, add.flags().endOfPacket(), add.venueTimeNs());
                }
            }
            case L3ModifyDecoder.TEMPLATE_ID -> {
                modify.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(modify.instrumentId());
                if (statistics != null) {
                    statistics.onChange(modify.orderId(), modify.orderId(), modify.priceNanos(), modify.quantity());
                    end(statistics, modify.flags().endOfPacket(), modify.venueTimeNs());
                }
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                execute.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(execute.instrumentId());
                if (statistics != null) {
                    statistics.onExecute(execute.aggressorSide(), execute.orderId(), execute.quantity());
                    end(statistics, execute.flags().endOfPacket(), execute.venueTimeNs());
                }
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                cancel.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(cancel.instrumentId());
                if (statistics != null) {
                    statistics.onCancel(cancel.orderId(), cancel.quantity());
                    end(statistics, cancel.flags().endOfPacket(), cancel.venueTimeNs());
                }
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                delete.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(delete.instrumentId());
                if (statistics != null) {
                    statistics.onDelete(delete.orderId());
                    end(statistics, delete.flags().endOfPacket(), delete.venueTimeNs());
                }
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrap(buffer, body, blockLength, version);
                final InstrumentStatistics statistics = find(replace.instrumentId());
                if (statistics != null) {
                    statistics.onChange(
                            replace.orderId(), replace.newOrderId(), replace.priceNanos(), replace.quantity());
                    end(statistics, replace.flags().endOfPacket(), replace.venueTimeNs());
                }
            }
            default -> ignoredCount++;
        }
    }

    /** In the order in which the instruments were given. */
    @ColdPath
    public List<InstrumentStatistics> instruments() {
        return List.of(all);
    }

    /** Messages that changed no L3 book of these instruments. */
    public long ignoredCount() {
        return ignoredCount;
    }

    /** All of it as text: a column per instrument. */
    @ColdPath
    public String table() {
        final StringBuilder text = new StringBuilder(2048);
        row(text, "", s -> s.instrument().symbol());
        row(text, "orders added", s -> whole(s.addCount()));
        row(text, "orders deleted", s -> whole(s.deleteCount()));
        row(text, "orders changed", s -> whole(s.changeCount()));
        row(text, "trades", s -> whole(s.tradeCount()));
        row(text, "deleted / added", s -> fraction(s.cancelToAdd()));
        row(text, "arrivals per 100 ms, Fano", s -> fraction(s.fanoFactor()));
        row(text, "spread, mean ticks", s -> fraction(s.meanSpread()));
        for (int ticks = 1; ticks <= InstrumentStatistics.SPREADS; ticks++) {
            final int width = ticks;
            final String more = ticks == InstrumentStatistics.SPREADS ? " and more" : "";
            row(text, "  of " + ticks + " ticks" + more, s -> fraction(s.spreadShare(width)));
        }
        row(text, "levels a side", s -> fraction(s.meanLevels()));
        for (int level = 0; level < InstrumentStatistics.LEVELS; level++) {
            final int index = level;
            row(text, "  lots at level " + (level + 1), s -> fraction(s.meanDepth(index)));
        }
        for (int lag = 1; lag <= InstrumentStatistics.LAGS; lag++) {
            final int distance = lag;
            row(text, "trade signs, lag " + lag, s -> fraction(s.signCorrelation(distance)));
        }
        row(text, "faults, crossed packets", s -> s.faultCount() + ", " + s.crossedCount());
        return text.toString();
    }

    private interface Cell {
        String of(InstrumentStatistics statistics);
    }

    private void row(final StringBuilder text, final String name, final Cell cell) {
        text.append(String.format(Locale.ROOT, "%-26s", name));
        for (final InstrumentStatistics statistics : all) {
            text.append(String.format(Locale.ROOT, " %12s", cell.of(statistics)));
        }
        text.append('\n');
    }

    private static String whole(final long value) {
        return Long.toString(value);
    }

    private static String fraction(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private InstrumentStatistics find(final int instrumentId) {
        if (instrumentId > 0 && instrumentId < byId.length && byId[instrumentId] != null) {
            return byId[instrumentId];
        }
        ignoredCount++;
        return null;
    }

    private static void end(final InstrumentStatistics statistics, final boolean endOfPacket, final long timeNs) {
        if (endOfPacket) {
            statistics.onEndOfPacket(timeNs);
        }
    }
}
