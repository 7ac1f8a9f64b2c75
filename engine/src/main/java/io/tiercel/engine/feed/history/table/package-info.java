/**
 * Text with a record a line, CSV or JSON: which column is what, and what a record says. Place: before the readers of
 * {@code feed.history}. Input: one record's bytes at a time. Output: its values, exact, or what is wrong with it.
 * Owner: the thread that reads.
 */
package io.tiercel.engine.feed.history.table;
