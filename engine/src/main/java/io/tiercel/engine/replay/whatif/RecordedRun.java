package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.agrona.ExpandableArrayBuffer;

/** The session as it was recorded: what stands beside the re-simulations. */
public final class RecordedRun {
    private static final int PROGRESS_MASK = (1 << 18) - 1;

    private RecordedRun() {}

    /** @param core built as the journal's head says, and fresh */
    public static SessionOutcome run(
            final Path folder, final RecordedFacts facts, final StateMachine core, final LongConsumer progress) {
        final ObservedCore observed = new ObservedCore(core, (buffer, offset, length) -> {});
        final ExpandableArrayBuffer copy = new ExpandableArrayBuffer(512);
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT)) {
            long events = 0;
            boolean goesOn = facts.lastSequence() > 0;
            while (goesOn && inputs.next() == JournalReader.Result.RECORD) {
                copy.putBytes(0, inputs.buffer(), inputs.offset(), inputs.length());
                if (isExogenous(facts, inputs.kind(), copy)) {
                    observed.cause(inputs.sequence());
                }
                goesOn = observed.onInput(
                                inputs.sequence(), inputs.timeNs(), inputs.buffer(), inputs.offset(), inputs.length())
                        && inputs.sequence() < facts.lastSequence();
                if ((++events & PROGRESS_MASK) == 0) {
                    progress.accept(events);
                }
            }
        }
        return observed.outcome();
    }

    /** Whether a re-simulation has this input, too. */
    private static boolean isExogenous(final RecordedFacts facts, final int kind, final ExpandableArrayBuffer message) {
        return MarketMessage.is(kind) ? MarketPacket.stays(facts, message, 0) : !isReaction(kind);
    }

    /** What venue, gate and ingress said because of what the core did: a re-simulation makes its own. */
    static boolean isReaction(final int kind) {
        return kind >= OrderAcceptedDecoder.TEMPLATE_ID && kind <= OpenOrdersEndDecoder.TEMPLATE_ID
                || kind == NotSentDecoder.TEMPLATE_ID
                || kind == ContinueDecoder.TEMPLATE_ID;
    }
}
