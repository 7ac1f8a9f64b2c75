package io.tiercel.engine.feed.capture;

/** Who is told of records that cannot be read. */
@FunctionalInterface
public interface FaultListener {
    /**
     * @param record of the file, from 1; 0 where the file itself is meant
     * @param offset where the record begins, in the file's bytes as they are without compression
     * @param reason what is wrong, as a sentence without its end
     */
    void onFault(long record, long offset, String reason);
}
