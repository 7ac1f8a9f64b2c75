package io.tiercel.bench.market;

import io.tiercel.codecs.dbn.DbnType;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** The market's flow in Databento's records by order: executions are cancels, replaces a cancel and an add. */
public final class DbnFile {
    private static final int RECORD_LENGTH = 56;
    private static final int PRELUDE_LENGTH = 8;
    private static final int METADATA_LENGTH = 120;
    private static final int SYMBOL_BYTES = 71;
    private static final int BUFFERED = 1 << 16;
    private static final byte LAST = (byte) 0x80;

    private final MarketFlow flow;
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    /** Of live orders, by their ids: a cancel says how much it takes. */
    private final long[] quantities;

    private final long[] prices;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFERED).order(ByteOrder.LITTLE_ENDIAN);
    private long recordCount;

    private DbnFile(final MarketFlow flow, final int messages) {
        this.flow = flow;
        quantities = new long[messages + 1];
        prices = new long[messages + 1];
    }

    /** Writes so many messages behind those that fill the books; returns how many records they are. */
    public static long write(final Path file, final MarketFlow flow, final int messages) throws IOException {
        final int all = (int) flow.fillCount() + messages;
        final DbnFile made = new DbnFile(flow, all);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            made.metadata();
            for (int i = 0; i < all; i++) {
                if (made.out.remaining() < 2 * RECORD_LENGTH) {
                    made.flush(channel);
                }
                made.next();
            }
            made.flush(channel);
        }
        return made.recordCount;
    }

    private void flush(final FileChannel channel) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    private void metadata() {
        out.put("DBN".getBytes(StandardCharsets.US_ASCII)).put((byte) 3).putInt(METADATA_LENGTH);
        out.position(PRELUDE_LENGTH + 42 + 3).putShort((short) SYMBOL_BYTES);
        out.position(PRELUDE_LENGTH + METADATA_LENGTH);
    }

    private void next() {
        flow.next(source, 0);
        switch (header.wrap(source, 0).templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrapAndApplyHeader(source, 0, header);
                add(add.instrumentId(), add.side(), add.orderId(), add.priceNanos(), add.quantity(), LAST);
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                delete.wrapAndApplyHeader(source, 0, header);
                cancel(delete.instrumentId(), delete.side(), delete.orderId(), Long.MAX_VALUE, LAST);
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                execute.wrapAndApplyHeader(source, 0, header);
                final Side side = execute.aggressorSide() == Side.BUY ? Side.SELL : Side.BUY;
                cancel(execute.instrumentId(), side, execute.orderId(), execute.quantity(), LAST);
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(source, 0, header);
                final Side side = replace.side();
                cancel(replace.instrumentId(), side, replace.orderId(), Long.MAX_VALUE, (byte) 0);
                add(replace.instrumentId(), side, replace.newOrderId(), replace.priceNanos(), replace.quantity(), LAST);
            }
            default -> throw new IllegalStateException("the market sends template " + header.templateId());
        }
    }

    private void add(
            final int instrument,
            final Side side,
            final long orderId,
            final long priceNanos,
            final long quantity,
            final byte flags) {
        quantities[(int) orderId] = quantity;
        prices[(int) orderId] = priceNanos;
        record(instrument, side, orderId, 'A', quantity, flags);
    }

    private void cancel(
            final int instrument, final Side side, final long orderId, final long atMost, final byte flags) {
        final long quantity = Math.min(quantities[(int) orderId], atMost);
        quantities[(int) orderId] -= quantity;
        record(instrument, side, orderId, 'C', quantity, flags);
    }

    private void record(
            final int instrument,
            final Side side,
            final long orderId,
            final char action,
            final long quantity,
            final byte flags) {
        recordCount++;
        out.put((byte) (RECORD_LENGTH / Integer.BYTES))
                .put((byte) DbnType.MBO)
                .putShort((short) 1)
                .putInt(instrument)
                .putLong(recordCount)
                .putLong(orderId)
                .putLong(prices[(int) orderId])
                .putInt((int) quantity)
                .put(flags)
                .put((byte) 0)
                .put((byte) action)
                .put((byte) (side == Side.BUY ? 'B' : 'A'))
                .putLong(recordCount)
                .putInt(0)
                .putInt((int) recordCount);
    }
}
