package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump ends when what it is written to takes no more. */
final class DumpToNobodyTest {
    private static final int TICKS = 20_000;
    private static final int TICK_BYTES = 9;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path journal;
    private int refused;

    @BeforeEach
    void writeJournal() {
        journal = folder.resolve("journal");
        final UnsafeBuffer message = new UnsafeBuffer(new byte[TICK_BYTES]);
        new TickEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .reserved((short) 0);
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 1, 1 << 20)) {
            for (int i = 1; i <= TICKS; i++) {
                writer.appendInput(i, i, TickEncoder.TEMPLATE_ID, message, 0, TICK_BYTES);
            }
        }
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsOn() {
        assertEquals(ExitCode.DONE, dump("Broken pipe"));

        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertTrue(refused <= 3, () -> refused + " writes after the first that failed");
    }

    @Test
    void shouldEndWithAnErrorWhenThereIsNoRoom() {
        assertEquals(ExitCode.ENVIRONMENT, dump("No space left on device"));

        assertEquals(
                "tiercel: not all of the result could be written to standard output: No space left on device; make room,"
                        + " or send it elsewhere\n",
                err.toString(StandardCharsets.UTF_8));
        assertTrue(refused <= 3, () -> refused + " writes after the first that failed");
    }

    /** Into what takes the beginning. */
    private int dump(final String refusal) {
        final OutputStream under = new OutputStream() {
            private boolean begun;

            @Override
            public void write(final int value) throws IOException {
                refused++;
                throw new IOException(refusal);
            }

            @Override
            public void write(final byte[] bytes, final int offset, final int length) throws IOException {
                if (begun) {
                    write(0);
                }
                begun = true;
            }
        };
        final PrintStream out = new PrintStream(under, false, StandardCharsets.UTF_8);
        final PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
        return StandardOutput.exitCode(
                Tiercel.execute(out, said, "journal", "dump", journal.toString()), out, under, said);
    }
}
