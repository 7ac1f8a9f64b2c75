package io.tiercel.engine.venue.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads packets of MoldUDP64 with messages of TotalView-ITCH 5.0 by the offsets of the specifications' tables, with
 * nothing of the project's own codecs, into books.
 */
public final class HandReadItch {
    private static final Map<Character, Integer> LENGTHS =
            Map.of('S', 12, 'R', 39, 'H', 25, 'A', 36, 'E', 31, 'X', 23, 'D', 19, 'U', 35);

    public final PlainBooks books = new PlainBooks();
    final Map<Character, Integer> counts = new TreeMap<>();
    final Map<Integer, String> symbols = new HashMap<>();
    final Map<Integer, Character> states = new HashMap<>();
    final StringBuilder events = new StringBuilder();
    String session = "";
    int sessionCount;
    boolean ended;
    long lastTimeNs;
    /** Of orders that have another name than their number. */
    int renamedCount;

    private final Map<String, Integer> instruments;
    private final Map<Integer, Long> units;
    /** References of a session name one place in a queue each. */
    private final Map<Long, Boolean> references = new HashMap<>();

    private long expected = 1;

    /**
     * @param instruments by symbol
     * @param units       what one share of each is in the books
     */
    public HandReadItch(final Map<String, Integer> instruments, final Map<Integer, Long> units) {
        this.instruments = instruments;
        this.units = units;
    }

    public void onDatagram(final ByteBuffer packet) {
        final byte[] name = new byte[10];
        packet.get(name);
        final long sequence = packet.getLong();
        final int count = packet.getShort() & 0xFFFF;
        final String theirs = new String(name, StandardCharsets.US_ASCII).trim();
        if (!theirs.equals(session)) {
            require(session.isEmpty() || ended, "session " + session + " ended before " + theirs);
            session = theirs;
            sessionCount++;
            expected = 1;
            ended = false;
            books.clear();
            symbols.clear();
            references.clear();
        }
        require(sequence == expected, "message " + expected + " is next, not " + sequence);
        if (count == 0xFFFF) {
            ended = true;
            return;
        }
        for (int i = 0; i < count; i++) {
            final int length = packet.getShort() & 0xFFFF;
            final int end = packet.position() + length;
            onMessage(packet, packet.position(), length);
            packet.position(end);
        }
        require(!packet.hasRemaining(), "nothing is behind the last message");
        expected += count;
    }

    private void onMessage(final ByteBuffer bytes, final int at, final int length) {
        final char type = (char) bytes.get(at);
        require(LENGTHS.getOrDefault(type, 0) == length, "message " + type + " of " + length + " bytes");
        counts.merge(type, 1, Integer::sum);
        final int locate = bytes.getShort(at + 1) & 0xFFFF;
        final long timeNs = (bytes.getShort(at + 5) & 0xFFFFL) << 32 | bytes.getInt(at + 7) & 0xFFFF_FFFFL;
        require(timeNs >= lastTimeNs || sessionCount > 1, "time goes on");
        lastTimeNs = timeNs;
        final long reference = length >= 19 ? bytes.getLong(at + 11) : 0;
        switch (type) {
            case 'S' -> events.append((char) bytes.get(at + 11));
            case 'R' -> symbols.put(locate, text(bytes, at + 11));
            case 'H' -> {
                require(text(bytes, at + 11).equals(symbols.get(locate)), "the stock is that of its locate code");
                states.put(instrument(locate), (char) bytes.get(at + 19));
            }
            case 'A' -> {
                require(text(bytes, at + 24).equals(symbols.get(locate)), "the stock is that of its locate code");
                fresh(reference);
                books.add(
                        reference,
                        instrument(locate),
                        bytes.get(at + 19) == 'B',
                        price(bytes, at + 32),
                        shares(locate, bytes, at + 20));
            }
            case 'E' -> books.execute(reference, shares(locate, bytes, at + 19), bytes.getLong(at + 23));
            case 'X' -> books.reduce(reference, shares(locate, bytes, at + 19));
            case 'D' -> books.remove(reference);
            default -> {
                fresh(bytes.getLong(at + 19));
                final long quantity = shares(locate, bytes, at + 27);
                books.replace(reference, bytes.getLong(at + 19), price(bytes, at + 31), quantity);
            }
        }
    }

    private int instrument(final int locate) {
        return instruments.get(symbols.get(locate));
    }

    private long shares(final int locate, final ByteBuffer bytes, final int at) {
        return unsigned(bytes, at) * units.get(instrument(locate));
    }

    private void fresh(final long reference) {
        renamedCount += reference >= 1L << 62 ? 1 : 0;
        require(references.put(reference, true) == null, "reference " + reference + " is new");
    }

    private static String text(final ByteBuffer bytes, final int at) {
        final byte[] text = new byte[8];
        bytes.get(at, text);
        return new String(text, StandardCharsets.US_ASCII).trim();
    }

    /** In 1e-9. */
    private static long price(final ByteBuffer bytes, final int at) {
        return unsigned(bytes, at) * 100_000L;
    }

    private static long unsigned(final ByteBuffer bytes, final int at) {
        return bytes.getInt(at) & 0xFFFF_FFFFL;
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }
}
