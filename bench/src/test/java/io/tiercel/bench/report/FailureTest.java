package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.exceptions.AeronException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void shouldSayWhatIsKnownWithoutTheNameOfAClass() {
        assertEquals("the engine ended", Failure.text(new IllegalStateException("the engine ended")));
        assertEquals("no such file or folder (x)", Failure.text(new NoSuchFileException("x")));
        assertEquals("disk gone", Failure.text(new UncheckedIOException(new IOException("disk gone"))));
        assertEquals("cannot read x", Failure.text(new UncheckedIOException("cannot read x", new IOException("y"))));
        assertEquals("it was interrupted", Failure.text(new InterruptedException()));
        assertTrue(Failure.text(new AeronException("driver gone")).matches("Aeron failed: .*driver gone"));
    }

    @Test
    void shouldTellThePlaceOfWhatNobodyForesaw() {
        final String text = Failure.text(new ArithmeticException("/ by zero"));

        assertTrue(text.startsWith("unexpected: ArithmeticException: / by zero at "), text);
        assertTrue(Failure.text(new IllegalStateException()).startsWith("unexpected: "));
    }
}
