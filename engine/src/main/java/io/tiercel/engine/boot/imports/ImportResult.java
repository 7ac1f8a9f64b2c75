package io.tiercel.engine.boot.imports;

import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.TickTableRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What became of an import.
 *
 * @param inputs       of the journal, all of them
 * @param messages     of market data among them
 * @param digest       of the core's state at the end
 * @param instruments  that the journal has
 * @param tickTables   of these
 * @param bookFaults   what did not fit the books, by its kind
 * @param refused      messages that no feed may send
 * @param stray        messages whose time is far before, or very far after, that of one before them
 * @param unknown      datagrams and messages of no protocol that is known
 * @param leftOut      instruments that the journal does not have, with the number of messages about them
 * @param leftOutCount all messages about such
 * @param feedsLeftOut feeds of the files that are not the venue's
 * @param ordersLeftOut orders for which there was no room in their book
 * @param disabled     strategies that the configuration has and that did not run
 * @param whole        false when it was stopped before the files' end
 */
public record ImportResult(
        Path journal,
        long inputs,
        long messages,
        long firstNs,
        long lastNs,
        long digest,
        List<InstrumentRow> instruments,
        List<TickTableRows> tickTables,
        Map<BookFault, Long> bookFaults,
        long refused,
        long stray,
        long unknown,
        SortedMap<String, Long> leftOut,
        long leftOutCount,
        int feedsLeftOut,
        long ordersLeftOut,
        List<String> disabled,
        boolean whole) {}
