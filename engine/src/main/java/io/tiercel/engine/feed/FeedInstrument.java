package io.tiercel.engine.feed;

/**
 * An instrument of a feed.
 *
 * @param symbol        as the exchange calls it
 * @param quantityScale decimals of a quantity
 */
public record FeedInstrument(int id, String symbol, int quantityScale) {}
