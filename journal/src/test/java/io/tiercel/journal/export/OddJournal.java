package io.tiercel.journal.export;

import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.dump.MessageSchemas;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** A journal with messages of every kind there is, their fields at random, and odd more often than not. */
final class OddJournal {
    private static final int HEADER = 8;
    private static final String[] TEXTS = {
        "",
        " ",
        "plain",
        "a,b",
        "say \"so\"",
        "\"",
        "two\r\nlines",
        "\n",
        "tab\t",
        " edges ",
        "é√\uD83D\uDE00",
        "null",
        "NaN",
        "\u2028",
        "0x1",
        "1e5",
        "long ".repeat(20)
    };
    private static final double[] REALS = {
        0, -0.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    private final Random random;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);

    private OddJournal(final long seed) {
        random = new Random(seed);
    }

    /** @param rounds how many messages of each kind */
    static void write(final Path folder, final long seed, final int rounds) {
        final OddJournal odd = new OddJournal(seed);
        final MessageSchemas schemas = new MessageSchemas();
        final List<List<Token>> messages = new ArrayList<>();
        schemas.messageNames().forEach(name -> messages.add(schemas.message(name)));
        try (JournalWriter writer = Journals.create(folder, 1, 77, 1, 1 << 20)) {
            long sequence = 0;
            for (int i = 0; i < rounds * messages.size(); i++) {
                final List<Token> message = messages.get(i % messages.size());
                final int length = odd.encode(message);
                if (i % 3 == 2) {
                    writer.appendOutput(
                            sequence, i % 5, sequence, message.get(0).id(), odd.buffer, 0, length);
                } else {
                    sequence++;
                    writer.appendInput(sequence, sequence, message.get(0).id(), odd.buffer, 0, length);
                }
            }
            writer.appendInput(sequence + 1, sequence + 1, 999, odd.buffer, 0, HEADER);
            // a known kind that does not end where its record does
            final List<Token> last = messages.get(0);
            final int length = odd.encode(last) + 1;
            writer.appendInput(sequence + 2, sequence + 2, last.get(0).id(), odd.buffer, 0, length);
        }
    }

    private int encode(final List<Token> message) {
        final int template = message.get(0).id();
        final int block = message.get(0).encodedLength();
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        buffer.putShort(0, (short) block, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(2, (short) template, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(4, (short) (template / 100 + 1), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) (random.nextInt(4) == 0 ? 0 : 1), ByteOrder.LITTLE_ENDIAN);
        int end = HEADER + block;
        for (int i = 1; i < message.size() - 1; i += message.get(i).componentTokenCount()) {
            final Token field = message.get(i);
            if (field.signal() == Signal.BEGIN_VAR_DATA) {
                final byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
                buffer.putShort(end, (short) text.length, ByteOrder.LITTLE_ENDIAN);
                buffer.putBytes(end + 2, text);
                end += 2 + text.length;
            } else {
                put(message.get(i + 1), HEADER + field.offset());
            }
        }
        return end;
    }

    private void put(final Token type, final int offset) {
        final Encoding encoding = type.encoding();
        final int size = encoding.primitiveType().size();
        for (int i = 0; i < Math.max(1, type.arrayLength()); i++) {
            final int at = offset + i * size;
            switch (encoding.primitiveType()) {
                case CHAR -> buffer.putByte(at, (byte) " ,\"\nAZ\0".charAt(random.nextInt(7)));
                case DOUBLE -> buffer.putDouble(at, REALS[random.nextInt(REALS.length)], ByteOrder.LITTLE_ENDIAN);
                default -> putBits(at, size, odd(encoding));
            }
        }
    }

    private long odd(final Encoding encoding) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> encoding.applicableNullValue().longValue();
            case 2 -> encoding.applicableMinValue().longValue();
            case 3 -> encoding.applicableMaxValue().longValue();
            case 4 -> random.nextInt(5);
            default -> random.nextLong();
        };
    }

    private void putBits(final int at, final int size, final long bits) {
        for (int i = 0; i < size; i++) {
            buffer.putByte(at + i, (byte) (bits >> Byte.SIZE * i));
        }
    }
}
