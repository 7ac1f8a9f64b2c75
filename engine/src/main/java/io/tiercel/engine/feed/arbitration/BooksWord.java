package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/** What was said of the books last; only what is new is said. */
@HotPath
final class BooksWord {
    private enum Word {
        LIVE,
        RECOVERING,
        STALE
    }

    private final ArbiterListener listener;
    private Word word = Word.RECOVERING;

    BooksWord(final ArbiterListener listener) {
        this.listener = listener;
    }

    /** The listener has said so itself. */
    void assumeRecovering() {
        word = Word.RECOVERING;
    }

    /** All that is known to exist came: as long as that is known well enough. */
    void live(final long timeNs) {
        if (!listener.isCurrent(timeNs)) {
            recovering(LossReason.BEHIND);
        } else if (changes(Word.LIVE)) {
            listener.onLive();
        }
    }

    void recovering(final LossReason reason) {
        if (changes(Word.RECOVERING)) {
            listener.onRecovering(reason);
        }
    }

    /** They may be live again at once. Said also where they are not: who listens may have gone on without this. */
    void doubt(final LossReason reason) {
        if (word != Word.STALE) {
            word = Word.RECOVERING;
            listener.onRecovering(reason);
        }
    }

    void stale(final LossReason reason) {
        if (changes(Word.STALE)) {
            listener.onStale(reason);
        }
    }

    private boolean changes(final Word to) {
        final boolean changed = word != to;
        word = to;
        return changed;
    }
}
