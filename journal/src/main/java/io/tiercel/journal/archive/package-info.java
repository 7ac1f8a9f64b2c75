/**
 * Journals laid away, compressed, and how long they are kept. Place: a tool beside the engine, never a part of it.
 * Input: segments of journals that nothing is written to any more. Output: a folder of compressed files with their
 * checksums, and journals made of that again. Any thread of a tool; memory does not grow with the journal.
 */
package io.tiercel.journal.archive;
