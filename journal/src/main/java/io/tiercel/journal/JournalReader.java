package io.tiercel.journal;

import org.agrona.DirectBuffer;

/** Reads one stream of a journal from its begin, checking every record. One thread; does not disturb the writer. */
public interface JournalReader extends AutoCloseable {
    /** What {@link #next()} found. */
    enum Result {
        /** A whole record, its checksum and sequence right. The accessors describe it until the next call. */
        RECORD,
        /** The end so far; a later call can find more. */
        END,
        /** Something is wrong here; {@link #fault()} says what, and nothing more is read. */
        FAULT
    }

    /** As its first record says, which the reader keeps for itself; 0 until that could be read. */
    long journalId();

    /** The engine whose journal it is; 0 until {@link #journalId()} is known. */
    int engineId();

    /** What {@link #sequence()} of the first record is to be; 0 until {@link #journalId()} is known. */
    long firstSequence();

    Result next();

    /** The stream's own gap-free number: for inputs the input's sequence. */
    long sequence();

    long timeNs();

    /** The message's template id. */
    int kind();

    /** For outputs the sequence of the input that led to it; 0 for inputs. */
    long cause();

    /** For outputs which one of that input's it is, from 0. */
    int ordinal();

    /** Holds the SBE message, at {@link #offset()}, {@link #length()} bytes. */
    DirectBuffer buffer();

    int offset();

    int length();

    /** What is wrong and where, after {@link Result#FAULT}; null before. */
    JournalFault fault();

    @Override
    void close();
}
