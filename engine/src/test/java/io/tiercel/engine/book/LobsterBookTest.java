package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiercel.codecs.types.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A real stretch of a day, AMZN on 2012-06-21, as LOBSTER reconstructed it: messages, and the best level after each.
 * The file has only messages that touched a best level, so what stands deeper, or stood there before the file began,
 * is not known. So when a best level empties, the next one is taken from the source: one order stands for all that is
 * there, and messages about orders that were not seen coming are about it. In every other case the book must show
 * what the source shows.
 */
class LobsterBookTest {
    private static final Path FOLDER = Path.of("..", "shared", "data", "lobster");
    private static final String NAME = "AMZN_2012-06-21_head_";
    private static final int ID = 1;
    private static final long NANOS_PER_PRICE_UNIT = 100_000;

    private static final int ADD = 1;
    private static final int CANCEL = 2;
    private static final int DELETE = 3;
    private static final int EXECUTE = 4;
    private static final int EXECUTE_HIDDEN = 5;

    private final RecordingBookListener listener = new RecordingBookListener();
    private final Books books = new Books(ID, 10_000, 10_000, listener);
    private final Set<Long> added = new HashSet<>();
    /** Side and price to the id of the order that stands for what is not known there. */
    private final Map<String, Long> unknownOrders = new HashMap<>();

    /** What the source showed as best before the message, by side. */
    private final Map<Side, Long> formerBests = new HashMap<>();

    private long nextUnknownId = -1;
    private int comparedSides;
    private int revealedSides;

    @Test
    void shouldShowTheBestLevelsThatTheSourceShows() throws IOException {
        final Path folder = folder();
        assumeTrue(folder != null, "skipped: there is no ../shared/data/lobster beside the project's root");
        final List<String> messages = rows(folder.resolve(NAME + "message_1.csv"));
        final List<String> bests = rows(folder.resolve(NAME + "orderbook_1.csv"));
        books.define(TestInstruments.byOrder(ID));

        for (int row = 0; row < messages.size(); row++) {
            apply(messages.get(row).split(","));
            final String[] best = bests.get(row).split(",");
            compare(row, Side.SELL, best[0], best[1]);
            compare(row, Side.BUY, best[2], best[3]);
        }

        assertEquals(3_000, messages.size());
        assertEquals(2 * messages.size(), comparedSides + revealedSides);
        assertTrue(comparedSides > 5_000, () -> "compared only " + comparedSides + " best levels");
        assertEquals(0, faults());
    }

    private void apply(final String[] message) {
        final int type = Integer.parseInt(message[1]);
        final long orderId = Long.parseLong(message[2]);
        final long quantity = Long.parseLong(message[3]);
        final long price = Long.parseLong(message[4]) * NANOS_PER_PRICE_UNIT;
        final Side side = message[5].equals("1") ? Side.BUY : Side.SELL;
        final Side aggressor = side == Side.BUY ? Side.SELL : Side.BUY;
        if (type == EXECUTE_HIDDEN) {
            books.trade(ID, aggressor, price, quantity);
            assertEquals(price, books.book(ID).lastTradePriceNanos());
            return;
        }
        if (type == ADD) {
            added.add(orderId);
            books.add(ID, side, orderId, price, quantity);
            return;
        }
        final boolean known = added.contains(orderId);
        final Long target = known ? Long.valueOf(orderId) : unknownOrders.get(key(side, price));
        if (target == null) {
            return;
        }
        switch (type) {
            case CANCEL -> books.cancel(ID, side, target, quantity);
            case DELETE -> delete(side, target, known, quantity);
            case EXECUTE -> books.execute(ID, aggressor, target, Book.NO_PRICE, quantity);
            default -> throw new AssertionError("message type " + type + " is not in this file");
        }
        if (quantityAt(side, price) == 0) {
            unknownOrders.remove(key(side, price));
        }
    }

    private void delete(final Side side, final long orderId, final boolean known, final long quantity) {
        if (known) {
            books.delete(ID, side, orderId);
        } else {
            books.cancel(ID, side, orderId, quantity);
        }
    }

    private void compare(final int row, final Side side, final String sourcePrice, final String sourceQuantity) {
        final long price = Long.parseLong(sourcePrice) * NANOS_PER_PRICE_UNIT;
        final long quantity = Long.parseLong(sourceQuantity);
        final Book book = books.book(ID);
        final long ourPrice = book.levelPriceNanos(side, 0);
        final long ourQuantity = book.levelQuantity(side, 0);
        final Long formerBest = formerBests.put(side, price);
        if (formerBest == null || quantityAt(side, formerBest) == 0) {
            revealedSides++;
            reveal(side, price, quantity);
        } else {
            comparedSides++;
        }
        assertTrue(
                book.levelPriceNanos(side, 0) == price && book.levelQuantity(side, 0) == quantity,
                () -> "row " + row + " " + side + ": expected " + quantity + " at " + price + ", found " + ourQuantity
                        + " at " + ourPrice);
    }

    /** Orders at this price and at better ones may have left unseen. */
    private void reveal(final Side side, final long price, final long quantity) {
        final L3Book book = (L3Book) books.book(ID);
        while (book.levelCount(side) > 0 && !isWorse(side, book.levelPriceNanos(side, 0), price)) {
            unknownOrders.remove(key(side, book.levelPriceNanos(side, 0)));
            final long orderId = book.orders.orderId(book.firstOrder(side, 0));
            added.remove(orderId);
            books.delete(ID, side, orderId);
        }
        unknownOrders.put(key(side, price), nextUnknownId);
        books.add(ID, side, nextUnknownId--, price, quantity);
    }

    private static boolean isWorse(final Side side, final long price, final long than) {
        return side == Side.BUY ? price < than : price > than;
    }

    private long quantityAt(final Side side, final long price) {
        final Book book = books.book(ID);
        for (int depth = 0; depth < book.levelCount(side); depth++) {
            if (book.levelPriceNanos(side, depth) == price) {
                return book.levelQuantity(side, depth);
            }
        }
        return 0;
    }

    private long faults() {
        return Stream.of(BookFault.values()).mapToLong(books::faultCount).sum();
    }

    private static String key(final Side side, final long price) {
        return side + "@" + price;
    }

    /** The project's root is the folder above the module's. */
    private static Path folder() {
        return Stream.of(Path.of("..").resolve(FOLDER), FOLDER)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    private static List<String> rows(final Path file) throws IOException {
        final List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }
}
