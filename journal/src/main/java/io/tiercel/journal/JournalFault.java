package io.tiercel.journal;

/**
 * Something wrong in a journal.
 *
 * @param file     path of the queue file, or of the folder when it is not known
 * @param offset   where in the file, in bytes: the document of the record
 * @param sequence the sequence that was expected there; of records that are missing the first; 0 when it is not known
 * @param kind     what is wrong
 * @param detail   expected and found, in words
 */
public record JournalFault(String file, long offset, long sequence, Kind kind, String detail) {
    /** All of it in a sentence, for a user. */
    @Override
    public String toString() {
        return kind + " at sequence " + sequence + ", offset " + offset + " of " + file + ": " + detail;
    }

    /** What can be wrong with a record. */
    public enum Kind {
        TORN,
        CHECKSUM,
        SEQUENCE,
        TIME,
        STREAM,
        VERSION,
        FOREIGN,
        /** Records are gone from the end of the inputs: an output names one of them as its cause. */
        MISSING,
        /** A segment that is missing, out of place, or not the one that was written behind the one before it. */
        SEGMENT,
        /** What the queue wrote of its own, its header, its index or that of a document; no record is affected. */
        QUEUE
    }
}
