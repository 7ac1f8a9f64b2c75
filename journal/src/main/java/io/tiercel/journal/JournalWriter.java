package io.tiercel.journal;

import org.agrona.DirectBuffer;

/**
 * Appends to a journal; an append neither allocates nor waits for the disk, as long as there is room ahead. One
 * thread, or one for each stream: then the thread of the outputs appends only after it has seen that the other one had
 * appended the cause.
 */
public interface JournalWriter extends AutoCloseable {
    /** Seeds the checksum of every record. */
    long journalId();

    /**
     * @param sequence one more than that of the input before
     * @param kind     the message's template id
     * @throws JournalException when the record could not be written: trading has to stop
     */
    void appendInput(long sequence, long timeNs, int kind, DirectBuffer buffer, int offset, int length);

    /**
     * An output; the stream's own sequence is counted here.
     *
     * @param cause   sequence of the input that led to it
     * @param ordinal which one of that input's outputs it is, from 0
     */
    void appendOutput(long cause, int ordinal, long timeNs, int kind, DirectBuffer buffer, int offset, int length);

    /** To be called when idle: touches the memory that will be written next. Returns whether there was work. */
    boolean idle();

    /** The same for one stream, by the thread that writes it. */
    boolean idle(Stream stream);

    /** Bytes of records written so far, both streams. Any thread: what others write meanwhile may be missing. */
    long bytesWritten();

    /** How much room is left for what follows, of the stream that has less. Any thread. */
    Room room();

    /** How often a stream went on in a new segment. Any thread. */
    default Roll.Count rolls() {
        return Roll.Count.NONE;
    }

    /** One number of the rolls, without allocation. Any thread. */
    default long rolls(final Roll.Figure figure) {
        return 0;
    }

    /** The last input that was appended, or the one before the first. Any thread. */
    long lastInput();

    /**
     * Brings all inputs that were appended before the call to the disk. Any thread, one at a time.
     *
     * @return the last input that is there now
     * @throws JournalException when the disk refused: then the journal has failed, and takes no more
     */
    long syncInputs();

    /** Returns when everything appended is on the disk. */
    void sync();

    @Override
    void close();
}
