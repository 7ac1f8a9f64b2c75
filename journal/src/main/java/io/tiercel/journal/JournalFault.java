package io.tiercel.journal;

/**
 * Something wrong in a journal.
 *
 * @param file     path of the queue file, or of the folder when it is not known
 * @param position Chronicle index of the record
 * @param sequence the sequence that was expected there
 * @param kind     what is wrong
 * @param detail   expected and found, in words
 */
public record JournalFault(String file, long position, long sequence, Kind kind, String detail) {
    /** What can be wrong with a record; HEADER: with what the queue keeps of its own before the first one. */
    public enum Kind {
        HEADER,
        TORN,
        CHECKSUM,
        SEQUENCE,
        TIME,
        STREAM,
        VERSION,
        FOREIGN
    }
}
