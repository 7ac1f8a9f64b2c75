/**
 * Journals as text. Place: a tool beside the engine, never a part of it. Input: both streams of a journal. Output:
 * one JSON object a line, named as the schemas name things. Any thread of a tool; it allocates as it likes.
 */
package io.tiercel.journal.dump;
