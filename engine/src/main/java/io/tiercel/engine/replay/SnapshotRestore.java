package io.tiercel.engine.replay;

import io.tiercel.codecs.control.DocumentBeginDecoder;
import io.tiercel.codecs.control.DocumentEndDecoder;
import io.tiercel.codecs.control.DocumentItemDecoder;
import io.tiercel.codecs.control.ReferenceDataBeginEncoder;
import io.tiercel.codecs.control.ReferenceDataEndEncoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBufferReader;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Snapshot;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Brings a fresh core to a snapshot: first what the state is about, from the journal's head, then the state. */
final class SnapshotRestore {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};

    private final RecordedJournal journal;
    private final StateMachine core;
    private long sequence;
    private long timeNs;

    SnapshotRestore(final RecordedJournal journal, final StateMachine core) {
        this.journal = journal;
        this.core = core;
    }

    /**
     * @throws JournalException      when the snapshot is of another journal or does not come to its digest
     * @throws IllegalStateException when the state does not fit the core
     */
    void restore(final Snapshot snapshot) {
        final int defined = giveHead(snapshot.journalId());
        if (defined < snapshot.definitions().size()) {
            giveChanges(snapshot.definitions()
                    .subList(defined, snapshot.definitions().size()));
        }
        final UnsafeBuffer state = new UnsafeBuffer(snapshot.state());
        core.restoreFrom(new StateBufferReader(state, 0, state.capacity()));
        if (core.digest() != snapshot.digest()) {
            throw new JournalException("the state comes to another digest than it was taken with");
        }
    }

    /** @return how many definitions that are */
    private int giveHead(final long journalId) {
        final Definitions head = new Definitions();
        try (JournalReader inputs = journal.inputsAfter(0)) {
            if (inputs.journalId() != journalId) {
                throw new JournalException("it is of journal " + Long.toHexString(journalId) + ", this one is "
                        + Long.toHexString(inputs.journalId()));
            }
            while (inputs.next() == JournalReader.Result.RECORD) {
                head.onMessage(inputs.kind(), inputs.buffer(), inputs.offset(), inputs.length());
                sequence = inputs.sequence();
                timeNs = inputs.timeNs();
                if (!ofDocument(inputs.kind())) {
                    give(inputs.buffer(), inputs.offset(), inputs.length());
                }
                if (inputs.kind() == SessionReadyDecoder.TEMPLATE_ID) {
                    return head.whole().size();
                }
            }
        }
        throw new JournalException("the journal ends before its session was ready");
    }

    /** One of them may be the state that the session went on from, which the snapshot's replaces. */
    private static boolean ofDocument(final int templateId) {
        return templateId == DocumentBeginDecoder.TEMPLATE_ID
                || templateId == DocumentItemDecoder.TEMPLATE_ID
                || templateId == DocumentEndDecoder.TEMPLATE_ID;
    }

    /** What was defined after the session had become ready: all of it in one set, the later ones last. */
    private void giveChanges(final List<byte[]> changes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        give(
                buffer,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH
                        + new ReferenceDataBeginEncoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .revision(2)
                                .encodedLength());
        changes.forEach(change -> give(new UnsafeBuffer(change), 0, change.length));
        give(
                buffer,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH
                        + new ReferenceDataEndEncoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .revision(2)
                                .itemCount(changes.size())
                                .encodedLength());
    }

    private void give(final DirectBuffer buffer, final int offset, final int length) {
        core.onEvent(sequence, timeNs, buffer, offset, length, NOWHERE);
    }
}
