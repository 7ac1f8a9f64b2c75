package io.tiercel.engine.replay.story;

import io.tiercel.engine.state.OrderIds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which order is asked for, in one of the ways in which a person can name it.
 *
 * @param orderId  its id; 0 when it is named in another way
 * @param token    a venue token of it; 0 likewise
 * @param strategy of the strategy whose {@code number}th order it is; else null
 * @param number   counted from 1; below 0 from the last one, which is -1
 */
public record OrderQuery(long orderId, long token, String strategy, long number) {
    /** What can be written. */
    public static final String FORMS =
            "an order id (a number, or ENGINE:SEQUENCE:ORDINAL), token:N, STRATEGY#N or STRATEGY#last";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,3}):([0-9]{1,13}):([0-9]{1,4})");
    private static final Pattern TOKEN = Pattern.compile("token:([0-9]{1,18})");
    private static final Pattern OF_STRATEGY = Pattern.compile("(.+)#(last|-?[0-9]{1,9})");

    /** @throws IllegalArgumentException when it is none of {@link #FORMS} */
    public static OrderQuery parse(final String text) {
        final Matcher parts = PARTS.matcher(text);
        final Matcher token = TOKEN.matcher(text);
        final Matcher ofStrategy = OF_STRATEGY.matcher(text);
        if (NUMBER.matcher(text).matches() || text.matches("[0-9]{19}")) {
            return byNumber(text);
        }
        if (parts.matches()) {
            final long engineId = Long.parseLong(parts.group(1));
            final long ordinal = Long.parseLong(parts.group(3));
            final long sequence = Long.parseLong(parts.group(2));
            if (engineId < 1
                    || engineId > OrderIds.MAX_ENGINE_ID
                    || ordinal >= OrderIds.MAX_PER_INPUT
                    || sequence >= 1L << 44) {
                throw new IllegalArgumentException("\"" + text + "\" is no order id: ENGINE is 1 to "
                        + OrderIds.MAX_ENGINE_ID + ", SEQUENCE less than " + (1L << 44) + ", ORDINAL 0 to "
                        + (OrderIds.MAX_PER_INPUT - 1));
            }
            return new OrderQuery(engineId << 56 | sequence << 12 | ordinal, 0, null, 0);
        }
        if (token.matches()) {
            return new OrderQuery(0, Long.parseLong(token.group(1)), null, 0);
        }
        if (ofStrategy.matches()) {
            final String number = ofStrategy.group(2);
            final long which = number.equals("last") ? -1 : Long.parseLong(number);
            if (which == 0) {
                throw new IllegalArgumentException(
                        "\"" + text + "\": orders are counted from 1, and backwards from -1, the last one");
            }
            return new OrderQuery(0, 0, ofStrategy.group(1), which);
        }
        throw new IllegalArgumentException("\"" + text + "\" names no order; write " + FORMS);
    }

    /** Ids name their engine in the highest bits; what is less is a token. */
    private static OrderQuery byNumber(final String text) {
        final long number;
        try {
            number = Long.parseLong(text);
        } catch (final NumberFormatException tooLarge) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is greater than any order id, " + Long.MAX_VALUE, tooLarge);
        }
        return OrderIds.engineId(number) > 0 ? new OrderQuery(number, 0, null, 0) : new OrderQuery(0, number, null, 0);
    }

    /** An id with its parts, for people. */
    public static String parts(final long orderId) {
        return OrderIds.engineId(orderId) + ":" + OrderIds.sequence(orderId) + ":" + OrderIds.ordinal(orderId);
    }
}
