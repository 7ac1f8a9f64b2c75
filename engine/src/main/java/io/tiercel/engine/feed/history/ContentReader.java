package io.tiercel.engine.feed.history;

/** One file's format: takes it apart and tells what is in it. */
interface ContentReader {
    /** Goes on by a record; false at the end. */
    boolean step();
}
