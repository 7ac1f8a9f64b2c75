package io.tiercel.engine.replay;

import io.tiercel.codecs.control.ConfigurationItemDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.SessionStartDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a journal says of itself before trading begins.
 *
 * @param coreVersion   of the engine that wrote it
 * @param coreHash      SHA-256 of that engine's code, in hexadecimal
 * @param firstSequence of its first input
 * @param configuration every key of the resolved configuration
 * @param documents     schemas and jars that it carries, in its order
 */
public record JournalHead(
        String coreVersion,
        String coreHash,
        long firstSequence,
        SortedMap<String, String> configuration,
        List<Document> documents) {
    /**
     * Nothing when the journal ends before the session is ready.
     *
     * @throws JournalException when it is damaged before that
     */
    public static Optional<JournalHead> find(final Path folder) {
        try {
            return Optional.of(read(folder));
        } catch (final JournalException notReady) {
            if (notReady.fault() != null && notReady.fault().kind() != JournalFault.Kind.TORN) {
                throw notReady;
            }
            return Optional.empty();
        }
    }

    /** @throws JournalException when the journal ends or is damaged before the session is ready */
    public static JournalHead read(final Path folder) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final SortedMap<String, String> configuration = new TreeMap<>();
        final DocumentReader documents = new DocumentReader();
        String coreVersion = "";
        String coreHash = "";
        long firstSequence = 0;
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT)) {
            JournalReader.Result result = inputs.next();
            while (result == JournalReader.Result.RECORD) {
                switch (inputs.kind()) {
                    case SessionStartDecoder.TEMPLATE_ID -> {
                        final SessionStartDecoder start =
                                new SessionStartDecoder().wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                        final StringBuilder hex = new StringBuilder();
                        for (int i = 0; i < SessionStartDecoder.coreHashLength(); i++) {
                            hex.append(String.format("%02x", start.coreHash(i)));
                        }
                        coreHash = hex.toString();
                        firstSequence = start.firstSequence();
                        coreVersion = start.coreVersion();
                    }
                    case ConfigurationItemDecoder.TEMPLATE_ID -> {
                        final ConfigurationItemDecoder item = new ConfigurationItemDecoder()
                                .wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                        final String key = item.key();
                        configuration.put(key, item.value());
                    }
                    case SessionReadyDecoder.TEMPLATE_ID -> {
                        return new JournalHead(
                                coreVersion, coreHash, firstSequence, configuration, documents.documents());
                    }
                    default -> {
                        // Reference data: the core takes it itself.
                        documents.onMessage(inputs.kind(), inputs.buffer(), inputs.offset());
                    }
                }
                result = inputs.next();
            }
            if (result == JournalReader.Result.FAULT) {
                throw new JournalException(
                        folder + ": damaged before the session was ready: " + inputs.fault(), inputs.fault());
            }
        }
        throw new JournalException(folder + ": ends before the session was ready, so there is nothing to replay");
    }
}
