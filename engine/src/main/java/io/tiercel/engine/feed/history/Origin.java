package io.tiercel.engine.feed.history;

import java.nio.file.Path;

/** Where in the files something stands. One object for all: what it says holds during the call that it comes with. */
public final class Origin {
    private Path file;
    private long record;
    private long offset;
    private long timeNs;
    private Channel channel;

    Origin() {}

    void file(final Path newFile) {
        file = newFile;
        record = 0;
        offset = 0;
        timeNs = 0;
        channel = null;
    }

    void at(final long newRecord, final long newOffset, final long newTimeNs, final Channel newChannel) {
        record = newRecord;
        offset = newOffset;
        timeNs = newTimeNs;
        channel = newChannel;
    }

    public Path file() {
        return file;
    }

    /** Of the file's packets, messages, records or lines, from 1. */
    public long record() {
        return record;
    }

    /** Of the record's first byte in the file as it is without compression. */
    public long offset() {
        return offset;
    }

    /** When it was captured, UTC; 0 where the file does not say. */
    public long timeNs() {
        return timeNs;
    }

    public Channel channel() {
        return channel;
    }
}
