package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.MDInstrumentDefinitionFuture54Decoder;
import io.tiercel.engine.feed.FeedSender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.collections.Int2IntHashMap;

/** Which instrument a number of the exchange's is. */
@HotPath
final class InstrumentTable {
    private static final int NONE = -1;
    private static final int SYMBOL_LENGTH = MDInstrumentDefinitionFuture54Decoder.symbolLength();

    private final InstrumentBook[] books;
    private final byte[][] symbols;
    private final Int2IntHashMap indexBySecurity;
    private int deletedCount;

    InstrumentTable(final List<Mdp3Instrument> instruments, final FeedSender sender, final int firstOrders) {
        books = new InstrumentBook[instruments.size()];
        symbols = new byte[books.length][];
        indexBySecurity = new Int2IntHashMap(2 * books.length + 8, 0.5f, NONE);
        for (int i = 0; i < books.length; i++) {
            final Mdp3Instrument instrument = instruments.get(i);
            final long unit =
                    Math.round(StrictMath.pow(10, instrument.instrument().quantityScale()));
            books[i] = new InstrumentBook(instrument, unit, sender, firstOrders);
            symbols[i] = symbol(instrument.instrument().symbol());
            if (instrument.securityId() != 0) {
                indexBySecurity.put(instrument.securityId(), i);
            }
        }
    }

    private static byte[] symbol(final String text) {
        if (text.length() > SYMBOL_LENGTH) {
            throw new IllegalArgumentException("venueSymbol " + text + " has more than the " + SYMBOL_LENGTH
                    + " characters of a symbol in MDP 3.0; correct it in instruments.csv");
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    InstrumentBook[] books() {
        return books;
    }

    /** How many there are, without those that the exchange has deleted. */
    int openCount() {
        return books.length - deletedCount;
    }

    /** Null when it is none of these. */
    InstrumentBook book(final int securityId) {
        final int index = indexBySecurity.get(securityId);
        return index == NONE ? null : books[index];
    }

    /** The instrument with this symbol; null when it is none of these, and where it is empty: that names nobody. */
    InstrumentBook named(final MDInstrumentDefinitionFuture54Decoder definition) {
        for (int i = 0; i < symbols.length; i++) {
            if (isNamed(symbols[i], definition)) {
                return books[i];
            }
        }
        return null;
    }

    private static boolean isNamed(final byte[] symbol, final MDInstrumentDefinitionFuture54Decoder definition) {
        if (symbol.length == 0) {
            return false;
        }
        for (int i = 0; i < symbol.length; i++) {
            if (definition.symbol(i) != symbol[i]) {
                return false;
            }
        }
        return symbol.length == SYMBOL_LENGTH || definition.symbol(symbol.length) == 0;
    }

    /** No number is the instrument's. */
    void unbind(final InstrumentBook book) {
        if (book(book.securityId) == book) {
            indexBySecurity.remove(book.securityId);
        }
        book.securityId = 0;
        book.numbering++;
    }

    /** The instrument is no more. */
    void delete(final InstrumentBook book) {
        unbind(book);
        deletedCount += book.deleted ? 0 : 1;
        book.deleted = true;
    }

    /**
     * The instrument has this number from now on.
     *
     * @return the instrument that had it, and has none now; null when it was nobody's
     */
    InstrumentBook bind(final InstrumentBook book, final int securityId) {
        final InstrumentBook former = book(securityId);
        if (former != null) {
            unbind(former);
        }
        unbind(book);
        deletedCount -= book.deleted ? 1 : 0;
        book.deleted = false;
        book.securityId = securityId;
        for (int i = 0; i < books.length; i++) {
            if (books[i] == book) {
                indexBySecurity.put(securityId, i);
            }
        }
        return former;
    }
}
