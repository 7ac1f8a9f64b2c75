/**
 * Journals as tables, for pandas, Polars and the like. Place: a tool beside the engine, never a part of it. Input: the
 * records of a journal. Output: a folder with one file for each kind of message, CSV (RFC 4180) or Apache Parquet
 * (format version 2, without a library). Any thread of a tool; memory does not grow with the journal.
 */
package io.tiercel.journal.export;
