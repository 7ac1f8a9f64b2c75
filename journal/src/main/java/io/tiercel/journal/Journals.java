package io.tiercel.journal;

import java.nio.file.Path;

/** Opens journals. */
public final class Journals {
    private Journals() {}

    /**
     * Makes a new journal in a folder that does not exist or is empty.
     *
     * @param firstSequence the first input's
     * @param blockBytes    how much is mapped at a time; large blocks are mapped less often
     * @throws JournalException when the folder holds something already or cannot be written
     */
    public static JournalWriter create(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final long blockBytes) {
        throw new IllegalStateException();
    }

    /** @throws JournalException when there is no journal in the folder */
    public static JournalReader read(final Path folder, final Stream stream) {
        throw new IllegalStateException();
    }
}
