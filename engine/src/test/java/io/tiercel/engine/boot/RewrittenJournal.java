package io.tiercel.engine.boot;

import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Another journal of a run's core, as its engine would have written it: the run's inputs up to a moment, then others,
 * and what the core makes of them. It is open until it is closed, as that of a running engine.
 */
final class RewrittenJournal implements AutoCloseable {
    private static final long RESERVE_BYTES = 4 << 20;

    private final List<JournalInputs.Input> source;
    private final TradingCore core;
    private final JournalWriter writer;
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long startNs;
    private int index;
    private long sequence;
    private long timeNs;
    private boolean venues = true;
    private boolean outputs = true;

    RewrittenJournal(final Path journal, final Path folder) {
        source = JournalInputs.read(journal);
        sequence = source.get(0).sequence() - 1;
        startNs = source.get(0).timeNs();
        final JournalHead head = JournalHead.read(journal);
        final StrategyJars jars = StrategyJars.of(head.documents().stream()
                .filter(document -> document.name().startsWith(StrategyJar.DOCUMENTS))
                .map(document -> StrategyJar.of(document.name(), document.bytes()))
                .toList());
        core = CoreFactory.create(
                EngineConfiguration.fromResolved(head.configuration()), jars.orElse(ShippedStrategies::factory));
        writer = Journals.create(folder, 1, 0x7157, sequence + 1, 1 << 20, RESERVE_BYTES);
    }

    /** The run's own inputs up to this time after its beginning. */
    RewrittenJournal until(final long ns) {
        while (index < source.size() && source.get(index).timeNs() - startNs < ns) {
            final JournalInputs.Input next = source.get(index++);
            final boolean ofVenue =
                    next.kind() >= OrderAcceptedDecoder.TEMPLATE_ID && next.kind() <= NotSentDecoder.TEMPLATE_ID;
            if (venues || !ofVenue) {
                timeNs = next.timeNs();
                put(next.kind(), next.bytes(), next.bytes().capacity());
            }
        }
        return this;
    }

    /** An input that the run did not have. From here on its venue's answers are left out, for orders differ. */
    RewrittenJournal input(
            final BiFunction<MutableDirectBuffer, MessageHeaderEncoder, MessageEncoderFlyweight> encoder) {
        venues = false;
        final MessageEncoderFlyweight message = encoder.apply(buffer, header);
        put(message.sbeTemplateId(), buffer, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        return this;
    }

    /** From here on, as if a crash had come before outputs were written. */
    RewrittenJournal withoutOutputs() {
        outputs = false;
        return this;
    }

    /** The sequence of the last input. */
    long sequence() {
        return sequence;
    }

    private void put(final int kind, final DirectBuffer bytes, final int length) {
        sequence++;
        writer.appendInput(sequence, timeNs, kind, bytes, 0, length);
        final MessageHeaderDecoder output = new MessageHeaderDecoder();
        core.onEvent(sequence, timeNs, bytes, 0, length, (cause, ordinal, out, offset, outLength) -> {
            if (outputs) {
                final int outKind = output.wrap(out, offset).templateId();
                writer.appendOutput(cause, ordinal, timeNs, outKind, out, offset, outLength);
            }
        });
    }

    @Override
    public void close() {
        writer.close();
    }
}
