package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.dbn.DbnLayouts;
import io.tiercel.codecs.dbn.DbnMetadata;
import io.tiercel.codecs.layout.RecordLayout;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Records of Databento's files. What their metadata says holds for the file that is read now. */
final class DbnProtocol implements Protocol {
    private static final String BEFORE_TRADES = "tbbo";
    private static final String TRADES = "trades";

    private DbnMetadata metadata;
    private boolean showsWhatWas;
    private boolean tradesAlone;
    /** Symbols of instruments whose numbers the metadata names. */
    private final Map<Long, String> symbols = new HashMap<>();

    /** Another file begins. */
    void metadata(final DbnMetadata newMetadata) {
        metadata = newMetadata;
        showsWhatWas = BEFORE_TRADES.equals(metadata.schemaName());
        tradesAlone = TRADES.equals(metadata.schemaName());
        final boolean numbersOut = metadata.symbolOut() == DbnMetadata.INSTRUMENT_ID;
        if (numbersOut != (metadata.symbolIn() == DbnMetadata.INSTRUMENT_ID)) {
            for (final DbnMetadata.Mapping mapping : metadata.mappings()) {
                final String number = numbersOut ? mapping.mapped() : mapping.symbol();
                final String symbol = numbersOut ? mapping.symbol() : mapping.mapped();
                if (number.matches("[0-9]{1,10}") && !symbol.isEmpty()) {
                    symbols.put(Long.parseLong(number), symbol);
                }
            }
        }
    }

    /** Null for a type that is not known. */
    RecordLayout layout(final int type) {
        return DbnLayouts.of(metadata.version(), type);
    }

    /** What is wrong with a record, or null. */
    String fault(final DbnFlyweight record, final int length) {
        final RecordLayout layout = layout(record.type());
        final int wanted = layout == null ? 0 : layout.length() + (metadata.sendTimes() ? Long.BYTES : 0);
        return length < wanted
                ? "a record of type " + layout.name() + " of " + length + " bytes; in version " + metadata.version()
                        + " it has " + wanted
                : null;
    }

    int version() {
        return metadata.version();
    }

    /** Whether levels are those right before each trade, and nothing tells what became of them. */
    boolean showsWhatWas() {
        return showsWhatWas;
    }

    /** Whether books change in this file without a record that says so. */
    boolean tradesAlone() {
        return tradesAlone;
    }

    /** Of an instrument, as the metadata says; empty where it does not. */
    String symbol(final long instrumentId) {
        return symbols.getOrDefault(instrumentId, "");
    }

    void symbol(final long instrumentId, final String symbol) {
        symbols.put(instrumentId, symbol);
    }

    @Override
    public String name() {
        return "dbn";
    }

    @Override
    public ZoneId timesOfDayIn() {
        return null;
    }

    @Override
    public boolean recognisesDatagram(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public boolean recognisesMessage(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public MessageReader reader() {
        return new DbnReader(this);
    }

    @Override
    public BookFeed books(final BookTarget target, final HistoryFiles files) {
        return new DbnBooks(this, target);
    }
}
