package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MarketDataSink;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Price limits of messages, snapshots and definitions. Three prices of 8 bytes lie one behind the other: high, low and
 * the greatest variation; in definitions of options low and high alone.
 *
 * <table>
 * <caption>Where they begin in a definition</caption>
 * <tr><th>template</th><th>offset</th></tr>
 * <tr><td>27, 54 future</td><td>165</td></tr>
 * <tr><td>41, 55 option</td><td>194</td></tr>
 * <tr><td>29, 56 spread</td><td>167</td></tr>
 * <tr><td>57 fixed income</td><td>153</td></tr>
 * <tr><td>58 repo</td><td>150</td></tr>
 * <tr><td>63 exchange of currencies</td><td>144</td></tr>
 * </table>
 */
@HotPath
final class LimitsDecoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final long NONE = MarketDataSink.NO_VALUE;
    /** Prices of definitions before this template are in 1e-7. */
    private static final int FIRST_NEW_DEFINITION = 54;

    private static final long OLD_PRICE = 100;

    private final FeedSender sender;
    private final FeedCounts counts;
    private long low;
    private long high;
    private long variation;
    /** One of them cannot be. */
    private boolean malformed;

    LimitsDecoder(final FeedSender sender, final FeedCounts counts) {
        this.sender = sender;
        this.counts = counts;
    }

    /** Of the incremental feed. */
    void onEntry(
            final InstrumentBook book,
            final DirectBuffer buffer,
            final int at,
            final long priceUnit,
            final long sequence) {
        if (read(buffer, at, priceUnit)) {
            book.limitsTo = sequence;
            book.limitsRepeated = false;
            say(book);
        }
    }

    /** What was told of a later packet is newer. */
    void onSnapshot(
            final InstrumentBook book,
            final DirectBuffer buffer,
            final int at,
            final long priceUnit,
            final long sequence) {
        if (read(buffer, at, priceUnit) && book.limitsTo <= sequence) {
            book.limitsTo = sequence;
            book.limitsRepeated = false;
            say(book);
        }
    }

    /**
     * The instrument feed repeats definitions, out of step: theirs count where the incremental feed has said nothing of
     * limits.
     *
     * @param inOrder  it came by the incremental feed
     * @param sequence of that feed's last packet
     */
    void onDefinition(
            final Mdp3PacketFlyweight packet, final InstrumentBook book, final boolean inOrder, final long sequence) {
        if (!inOrder && !book.limitsRepeated || !read(packet)) {
            return;
        }
        if (inOrder) {
            book.limitsTo = sequence;
            book.limitsRepeated = false;
        }
        if (low != book.lowLimit || high != book.highLimit || variation != book.limitVariation) {
            say(book);
        }
    }

    private boolean read(final Mdp3PacketFlyweight packet) {
        final int body = packet.bodyOffset();
        final int template = packet.templateId();
        final long priceUnit = template < FIRST_NEW_DEFINITION ? OLD_PRICE : 1;
        return switch (template) {
            case 27, 54 -> read(packet.buffer(), body + 165, priceUnit);
            case 29, 56 -> read(packet.buffer(), body + 167, priceUnit);
            case 57 -> read(packet.buffer(), body + 153, priceUnit);
            case 58 -> read(packet.buffer(), body + 150, priceUnit);
            case 63 -> read(packet.buffer(), body + 144, priceUnit);
            default -> {
                low = price(packet.buffer(), body + 194, priceUnit);
                high = price(packet.buffer(), body + 202, priceUnit);
                variation = NONE;
                yield areRight();
            }
        };
    }

    private boolean read(final DirectBuffer buffer, final int at, final long priceUnit) {
        high = price(buffer, at, priceUnit);
        low = price(buffer, at + Long.BYTES, priceUnit);
        variation = price(buffer, at + 2 * Long.BYTES, priceUnit);
        return areRight();
    }

    private long price(final DirectBuffer buffer, final int at, final long priceUnit) {
        final long nanos = Mdp3Prices.nanos(buffer.getLong(at, ORDER), priceUnit);
        if (nanos == Mdp3Prices.NONE) {
            return NONE;
        }
        malformed |= !Mdp3Prices.isPrice(nanos);
        return nanos;
    }

    private boolean areRight() {
        counts.add(FeedCount.MALFORMED, malformed ? 1 : 0);
        final boolean right = !malformed;
        malformed = false;
        return right;
    }

    private void say(final InstrumentBook book) {
        book.lowLimit = low;
        book.highLimit = high;
        book.limitVariation = variation;
        sender.limits(book.id, PriceLimitScope.SESSION, low, high, NONE, variation, MarketDataSink.NO_EXTENSION);
    }

    /** Those that hold, to one who does not know them. */
    void sayAgain(final InstrumentBook book) {
        low = book.lowLimit;
        high = book.highLimit;
        variation = book.limitVariation;
        if (low != NONE || high != NONE || variation != NONE) {
            say(book);
        }
    }

    /** None are known to hold. */
    void forget(final InstrumentBook book) {
        book.lowLimit = NONE;
        book.highLimit = NONE;
        book.limitVariation = NONE;
        book.limitsTo = 0;
        book.limitsRepeated = true;
    }
}
