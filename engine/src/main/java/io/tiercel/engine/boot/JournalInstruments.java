package io.tiercel.engine.boot;

import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The instruments that a journal defines: nearly always in its opening, later ones as they were added. */
final class JournalInstruments {
    private static final int NAMED = 20;

    private JournalInstruments() {}

    /**
     * Which instruments there are, when this one is not among them. The journal is read until it is.
     *
     * @return null when it is, or when the journal cannot be read to its end
     */
    static String othersThan(final long id, final Path journal) {
        final TreeMap<Integer, String> symbols = new TreeMap<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT)) {
            while (inputs.next() == JournalReader.Result.RECORD) {
                if (inputs.kind() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
                    definition.wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                    if (definition.instrumentId() == id) {
                        return null;
                    }
                    symbols.put(definition.instrumentId(), definition.symbol());
                }
            }
            return inputs.fault() == null ? text(symbols) : null;
        }
    }

    private static String text(final Map<Integer, String> symbols) {
        if (symbols.isEmpty()) {
            return "it defines none";
        }
        final String named = symbols.entrySet().stream()
                .limit(NAMED)
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "there are " + named + (symbols.size() > NAMED ? " and " + (symbols.size() - NAMED) + " more" : "");
    }
}
