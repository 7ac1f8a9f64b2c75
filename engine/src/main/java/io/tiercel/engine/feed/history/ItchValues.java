package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import org.agrona.DirectBuffer;

/**
 * What of a message of ITCH 5.0 cannot be, or cannot stand in books and facts, in words. Its handler finds the same,
 * and leaves it out without a word.
 */
final class ItchValues {
    private static final long DAY_S = 86_400;
    private static final long DAY_NS = DAY_S * 1_000_000_000L;
    /** 1e-8 in 1e-9. */
    private static final long LEVEL_NANOS = 10;

    private static final int LEVELS = 3;

    private ItchValues() {}

    /** What is wrong with a message that makes books, or null. */
    static String fault(final ItchFlyweight message, final DirectBuffer buffer, final int offset, final int length) {
        final String form = ItchMessage.fault(message, buffer, offset, length);
        if (form != null || ItchType.length(message.type()) == ItchType.UNKNOWN) {
            return form;
        }
        return switch (message.type()) {
            case ItchType.ORDER_EXECUTED_PRICE ->
                message.printableUnknown()
                        ? "an execution that is printable " + shown(buffer.getByte(offset + 31)) + "; it is Y or N"
                        : null;
            case ItchType.CROSS_TRADE -> shares("a cross", message.crossShares());
            case ItchType.NET_ORDER_IMBALANCE -> {
                final String paired = shares("a net order imbalance with a paired volume", message.pairedShares());
                yield paired != null ? paired : shares("a net order imbalance", message.imbalanceShares());
            }
            case ItchType.AUCTION_COLLAR ->
                message.collarExtension() > Integer.MAX_VALUE
                        ? "an auction collar extended " + message.collarExtension() + " times, beyond 31 bits"
                        : null;
            default -> ofMarket(message);
        };
    }

    private static String ofMarket(final ItchFlyweight message) {
        return switch (message.type()) {
            case ItchType.CIRCUIT_BREAKER_LEVELS -> levels(message);
            case ItchType.CIRCUIT_BREAKER_STATUS ->
                message.breakerReached() < '1' || message.breakerReached() > '3'
                        ? "a circuit breaker's level of " + shown(message.breakerReached()) + "; it is 1, 2 or 3"
                        : null;
            case ItchType.IPO_QUOTATION ->
                message.releaseQualifier() != 'C' && message.releaseTime() >= DAY_S
                        ? "a release of quotation at second " + message.releaseTime() + " of the day, which has "
                                + DAY_S
                        : null;
            case ItchType.RETAIL_PRICE_IMPROVEMENT -> word("an interest flag", message.word(), "BSAN");
            case ItchType.SHORT_SALE_RESTRICTION -> word("a Reg SHO action", message.word(), "012");
            case ItchType.DIRECT_LISTING -> {
                final long timeNs = message.listingTimeNs();
                yield timeNs < 0 || timeNs >= DAY_NS
                        ? "a near execution time of " + Long.toUnsignedString(timeNs) + " ns, beyond the day"
                        : word("an open eligibility status", message.word(), "YN");
            }
            default -> null;
        };
    }

    private static String shares(final String what, final long count) {
        return count < 0 ? what + " of " + Long.toUnsignedString(count) + " shares, beyond 63 bits" : null;
    }

    private static String levels(final ItchFlyweight message) {
        for (int i = 0; i < LEVELS; i++) {
            final long level = message.breakerLevel(i);
            if (level < 0 || level > Long.MAX_VALUE / LEVEL_NANOS) {
                return "a circuit breaker's level of " + Long.toUnsignedString(level) + " (1e-8), more than "
                        + Long.MAX_VALUE / LEVEL_NANOS;
            }
        }
        return null;
    }

    private static String word(final String what, final byte word, final String words) {
        return words.indexOf(word) < 0
                ? what + " of " + shown(word) + "; it is one of " + String.join(", ", words.split(""))
                : null;
    }

    private static String shown(final byte value) {
        return ItchMessage.shown(value);
    }
}
