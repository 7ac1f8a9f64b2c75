package io.tiercel.journal.dump;

import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import java.io.IOException;

/**
 * Takes the records of a {@link JournalWalk}. Each is told by a begin, its fields, and an end; or, when it is no
 * message of a known schema, by {@link #onUndecoded}, which may come after a begin and some fields: those are void
 * then.
 */
public interface RecordListener {
    /**
     * The record's message follows.
     *
     * @param kind the message's name
     */
    void onBegin(Stream stream, JournalReader record, String kind) throws IOException;

    /** All fields were given. */
    void onEnd() throws IOException;

    /**
     * A record whose bytes cannot be told apart.
     *
     * @param kind the message's name, or {@code unknown-} and the record's kind
     */
    void onUndecoded(Stream stream, JournalReader record, String kind) throws IOException;
}
