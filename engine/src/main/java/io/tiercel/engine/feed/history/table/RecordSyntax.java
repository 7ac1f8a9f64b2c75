package io.tiercel.engine.feed.history.table;

import org.agrona.DirectBuffer;

/** How a record is written. */
interface RecordSyntax {
    /** Puts what is wanted of it into a row that is clear. What is wrong with it, or null. */
    String parse(DirectBuffer buffer, int offset, int length, TableRow row);
}
