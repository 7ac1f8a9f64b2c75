package io.tiercel.engine.boot.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldDrawOneLineAnewInATerminalAndGiveItBack() {
        final ProgressBar bar = bar(40);

        bar.show(0.5, "input 5 of 10");
        bar.close();
        bar.close();

        assertEquals("\r[=========         ] 50 % input 5 of 10\u001b[K\r\u001b[K", err());
    }

    @Test
    void shouldLeaveTheBarOutWhereThereIsNoRoomOrNoEnd() {
        final ProgressBar narrow = bar(20);
        narrow.show(0.5, "input 5 of 10000000");
        assertEquals("\r50 % input 5 of 100\u001b[K", err());
        err.reset();

        bar(80).show(Double.NaN, "input 5");
        assertEquals("\rinput 5\u001b[K", err());
    }

    @Test
    void shouldPrintLinesElsewhere() {
        final ProgressBar bar = bar(0);

        bar.show(0.25, "input 5 of 20");
        bar.show(Double.NaN, "input 6");
        bar.close();

        assertEquals("25 % input 5 of 20\ninput 6\n", err());
    }

    private ProgressBar bar(final int columns) {
        return new ProgressBar(new PrintStream(err, true, StandardCharsets.UTF_8), columns);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
