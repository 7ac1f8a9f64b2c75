/**
 * What the trades of a feed add up to: bars of time, trades, volume or turnover, and sessions. Place: beside the books,
 * fed by who reads a feed's trades. Input: trades, one by one. Output: bars, each when it is whole. Owner: the thread
 * that gives the trades. All arithmetic is exact; a trade allocates nothing once its instrument is known.
 */
package io.tiercel.engine.feed.bars;
