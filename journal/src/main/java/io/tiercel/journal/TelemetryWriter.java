package io.tiercel.journal;

import org.agrona.DirectBuffer;

/**
 * Appends to the telemetry of a journal that somebody else writes. One thread, which may have to wait for the disk.
 * What fails here fails nothing else.
 */
public interface TelemetryWriter extends AutoCloseable {
    /**
     * One record; the stream's own sequence is counted here.
     *
     * @param cause  sequence of the input that it belongs to; never falls
     * @param timeNs that input's time
     * @throws JournalException when it could not be written: nothing more can be
     */
    void append(int kind, long cause, long timeNs, DirectBuffer buffer, int offset, int length);

    /**
     * Has room and the next segment ready for what follows.
     *
     * @throws JournalException when the disk has no more: what it has is for inputs and outputs
     */
    void makeRoom();

    /** Gives back the room that was not used. */
    @Override
    void close();
}
