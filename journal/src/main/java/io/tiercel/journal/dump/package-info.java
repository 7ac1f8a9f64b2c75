/**
 * Journals, record by record. Place: a tool beside the engine, never a part of it. Input: both streams of a journal.
 * Output: the fields of each record, named as the schemas name things, and as text one JSON object a line. Any thread
 * of a tool; it allocates as it likes.
 */
package io.tiercel.journal.dump;
