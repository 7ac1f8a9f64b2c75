package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;

/**
 * The exchange's own record of what became of the engine's orders: one line of comma-separated values for each
 * execution, the names in the first line. A line is put into memory as the execution is made; whole blocks go to the
 * file between events, see {@link #work}. One thread.
 *
 * <p>What could not be written is kept and tried again. When memory for that is used up too, further lines are counted
 * and lost; from the first failure on {@link #failure} says that the log is not to be trusted.
 */
@HotPath
public final class VenueLog implements AutoCloseable {
    /** The first line. */
    static final String COLUMNS = "event,timeNs,sessionId,inboundSequence,executionId,strategyId,instrumentId,side,"
            + "orderId,venueToken,venueOrderId,newVenueToken,priceNanos,quantity,leavesQuantity,cumulativeQuantity,"
            + "feeMoney,matchId,liquidity,reason";

    private static final long EMPTY = Long.MIN_VALUE;
    private static final int CAPACITY = 1 << 20;
    private static final int MAX_LINE = 512;
    private static final int WORTH_WRITING = CAPACITY / 4;
    private static final long WRITE_INTERVAL_NS = 10_000_000;
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final byte[] BUY = text("BUY");
    private static final byte[] SELL = text("SELL");
    private static final byte[] NO_SIDE = text("NONE");
    private static final byte[] MAKER = text("MAKER");
    private static final byte[] TAKER = text("TAKER");
    private static final byte[] NOTHING = new byte[0];

    private final Path file;
    private final WritableByteChannel channel;
    private final ByteBuffer buffer;
    private final byte[] digits = new byte[20];
    private final byte[][] reasons = new byte[VenueReason.values().length][];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderUnknownDecoder unknown = new OrderUnknownDecoder();
    private final CancelRejectedDecoder cancelRejected = new CancelRejectedDecoder();

    private long nextWriteNs = Long.MIN_VALUE;
    private long lineCount;
    private long lostLineCount;
    // Read by other threads when the one that writes has ended.
    private volatile String failure;
    private VenueLogEvent event;
    private long venueOrderId;
    private long newVenueToken;
    private long price;
    private long quantity;
    private long leaves;
    private long cumulative;
    private long fee;
    private long matchId;
    private byte[] liquidity;
    private byte[] reason;

    /** @param channel null: nothing is kept */
    private VenueLog(final Path file, final WritableByteChannel channel) {
        this.file = file;
        this.channel = channel;
        buffer = channel == null ? null : ByteBuffer.allocateDirect(CAPACITY);
        if (channel != null) {
            buffer.put(text(COLUMNS)).put((byte) '\n');
        }
        for (final VenueReason value : VenueReason.values()) {
            reasons[value.ordinal()] = text(value.name());
        }
    }

    /** Keeps nothing. */
    @ColdPath
    public static VenueLog none() {
        return new VenueLog(null, null);
    }

    /** Writes to a channel that stands for the file. */
    @ColdPath
    public static VenueLog on(final Path file, final WritableByteChannel channel) {
        return new VenueLog(file, channel);
    }

    /** @throws UncheckedIOException when the file exists already or cannot be made */
    @ColdPath
    public static VenueLog create(final Path file) {
        try {
            return new VenueLog(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (final IOException e) {
            throw new UncheckedIOException(
                    "venue log " + file + " cannot be made (" + e + "): name a new file in a folder that exists", e);
        }
    }

    /**
     * Goes on with a log where it ended, or begins a new one. A last line that a crash tore is taken away: nothing can
     * be read of it.
     *
     * @throws UncheckedIOException when the file cannot be written, or is no venue log
     */
    @ColdPath
    public static VenueLog append(final Path file) {
        try {
            final FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.size() == 0) {
                return new VenueLog(file, channel);
            }
            VenueLogTail.seekEnd(channel);
            final VenueLog log = new VenueLog(file, channel);
            log.buffer.clear();
            return log;
        } catch (final IOException e) {
            throw new UncheckedIOException(
                    "venue log " + file + " cannot be written (" + e + "): name a file in a folder that exists", e);
        }
    }

    /** Where it is written to, or null. */
    public Path file() {
        return file;
    }

    /** Lines so far, the first one not counted. */
    public long lineCount() {
        return lineCount;
    }

    /** Lines that there was no room for any more, since the file could not be written. */
    public long lostLineCount() {
        return lostLineCount;
    }

    /** What went wrong when the file was written, and what that means; null when nothing did. Any thread. */
    public String failure() {
        return failure;
    }

    /**
     * Writes to the file when there is enough to write or it is time; to be called between events. Returns whether it
     * did.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public boolean work(final long timeNs) {
        if (lostLineCount > 0) {
            throw broken(null);
        }
        if (buffer == null || buffer.position() == 0 || (buffer.position() < WORTH_WRITING && timeNs < nextWriteNs)) {
            return false;
        }
        nextWriteNs = timeNs + WRITE_INTERVAL_NS;
        flush();
        return true;
    }

    /** @throws UncheckedIOException when the file cannot be written; what is left of it stays in memory */
    @ColdPath
    public void flush() {
        final IOException error = tryFlush();
        if (error != null || lostLineCount > 0) {
            throw broken(error);
        }
    }

    /** What happened, or null. */
    @ColdPath
    private IOException tryFlush() {
        if (buffer == null || !channel.isOpen()) {
            return null;
        }
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return null;
        } catch (final IOException e) {
            failure = "venue log " + file + " could not be written (" + e + "), so it may lack lines and a comparison"
                    + " with it proves nothing: free its disk";
            return e;
        } finally {
            buffer.compact();
        }
    }

    @ColdPath
    private UncheckedIOException broken(final IOException error) {
        return new UncheckedIOException(
                failure + (lostLineCount == 0 ? "" : "; " + lostLineCount + " lines are lost"),
                error == null ? new IOException("an earlier write failed") : error);
    }

    /** Only the first call counts; the file is closed then, whatever happens. */
    @Override
    @ColdPath
    public void close() {
        if (channel == null || !channel.isOpen()) {
            return;
        }
        final IOException error = tryFlush();
        try {
            channel.close();
        } catch (final IOException e) {
            failure = "venue log " + file + " could not be closed (" + e + "), so it may lack lines and a comparison"
                    + " with it proves nothing";
            throw new UncheckedIOException(failure, e);
        }
        if (error != null || lostLineCount > 0) {
            throw broken(error);
        }
    }

    /** An SBE message with its header at {@code offset}; answers to questions are no executions and leave no line. */
    void onExecution(final DirectBuffer message, final int offset) {
        if (buffer == null) {
            return;
        }
        header.wrap(message, offset);
        clear();
        read(message, offset + BODY, header.blockLength(), header.version());
        if (event != null) {
            write(message, offset + BODY);
        }
    }

    private void clear() {
        event = null;
        venueOrderId = EMPTY;
        newVenueToken = EMPTY;
        price = EMPTY;
        quantity = EMPTY;
        leaves = EMPTY;
        cumulative = EMPTY;
        fee = EMPTY;
        matchId = EMPTY;
        liquidity = NOTHING;
        reason = NOTHING;
    }

    private void read(final DirectBuffer message, final int body, final int blockLength, final int version) {
        switch (header.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.ACCEPTED;
                accepted.wrap(message, body, blockLength, version);
                venueOrderId = accepted.venueOrderId();
                price = accepted.priceNanos();
                quantity = accepted.quantity();
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.REJECTED;
                reason = reasons[
                        rejected.wrap(message, body, blockLength, version)
                                .reason()
                                .ordinal()];
            }
            case OrderFilledDecoder.TEMPLATE_ID -> readFilled(message, body, blockLength, version);
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.CANCELLED;
                cancelled.wrap(message, body, blockLength, version);
                cumulative = cancelled.cumulativeQuantity();
                reason = reasons[cancelled.reason().ordinal()];
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.EXPIRED;
                cumulative = expired.wrap(message, body, blockLength, version).cumulativeQuantity();
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.REPLACED;
                replaced.wrap(message, body, blockLength, version);
                venueOrderId = replaced.venueOrderId();
                newVenueToken = replaced.newVenueToken();
                price = replaced.priceNanos();
                quantity = replaced.quantity();
                leaves = replaced.leavesQuantity();
            }
            case OrderUnknownDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.UNKNOWN;
                reason = reasons[
                        unknown.wrap(message, body, blockLength, version)
                                .reason()
                                .ordinal()];
            }
            case CancelRejectedDecoder.TEMPLATE_ID -> {
                event = VenueLogEvent.CANCEL_REJECTED;
                reason = reasons[
                        cancelRejected
                                .wrap(message, body, blockLength, version)
                                .reason()
                                .ordinal()];
            }
            default -> {
                // Status and open orders say again what earlier lines said.
            }
        }
    }

    private void readFilled(final DirectBuffer message, final int body, final int blockLength, final int version) {
        event = VenueLogEvent.FILLED;
        filled.wrap(message, body, blockLength, version);
        price = filled.lastPriceNanos();
        quantity = filled.lastQuantity();
        leaves = filled.leavesQuantity();
        fee = filled.feeMoney();
        matchId = filled.matchId();
        liquidity = filled.maker() == BooleanFlag.TRUE ? MAKER : TAKER;
    }

    private void write(final DirectBuffer message, final int body) {
        if (buffer.remaining() < MAX_LINE) {
            // In the middle of an event: a failure is told by the next call of work(), between events.
            tryFlush();
            if (buffer.remaining() < MAX_LINE) {
                lostLineCount++;
                return;
            }
        }
        lineCount++;
        // What all executions share stands at the same place in each of them.
        accepted.wrap(message, body, OrderAcceptedDecoder.BLOCK_LENGTH, OrderAcceptedDecoder.SCHEMA_VERSION);
        buffer.put(event.text());
        next(accepted.venueTimeNs());
        next(accepted.sessionId());
        next(accepted.inboundSequence());
        next(accepted.executionId());
        next(accepted.strategyId());
        next(accepted.instrumentId());
        final Side side = accepted.side();
        next(side == Side.BUY ? BUY : side == Side.SELL ? SELL : NO_SIDE);
        next(accepted.orderId());
        next(accepted.venueToken());
        next(venueOrderId);
        next(newVenueToken);
        next(price);
        next(quantity);
        next(leaves);
        next(cumulative);
        next(fee);
        next(matchId);
        next(liquidity);
        next(reason);
        buffer.put((byte) '\n');
    }

    private void next(final byte[] value) {
        buffer.put((byte) ',').put(value);
    }

    private void next(final long value) {
        buffer.put((byte) ',');
        if (value == EMPTY) {
            return;
        }
        if (value < 0) {
            buffer.put((byte) '-');
        }
        long rest = value;
        int position = digits.length;
        do {
            digits[--position] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        buffer.put(digits, position, digits.length - position);
    }

    private static byte[] text(final String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
