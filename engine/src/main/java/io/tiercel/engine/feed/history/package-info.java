/**
 * What files of market data say: captures, files of messages, records of data vendors. Place: the tools' side of the
 * feed lanes; a {@link io.tiercel.engine.feed.history.Protocol} stands for what one protocol knows, and its books are
 * made by the handler that runs live. Input: files in order, as one stream. Output: messages with all their fields,
 * counts of what is there, and books. Owner: the thread that reads.
 */
package io.tiercel.engine.feed.history;
