package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.engine.RecordedRun;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.Recovery;
import io.tiercel.engine.replay.SnapshotTaker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveriesTest {
    @TempDir
    Path temporary;

    private final List<String> told = new ArrayList<>();

    @Test
    void shouldRecoverTheSameFromTheBeginningAndFromASnapshot() {
        final Path journal = temporary.resolve("journal");
        RecordedRun.write(journal, 10, 1_000, 20_000, 1 << 20);
        final Recovered whole = recover(journal);
        try (SnapshotTaker taker = new SnapshotTaker(journal, core(), 18_000, 1)) {
            while (taker.doWork() > 0) {
                // It takes one when it is there.
            }
        }

        final Recovered behind = recover(journal);

        assertEquals(List.of(), told);
        assertEquals(whole.digest(), behind.digest());
        assertEquals(whole.sequence(), behind.sequence());
        assertEquals(whole.inputs() - 18_000, behind.inputs());
    }

    private Recovered recover(final Path journal) {
        return Recovery.read(journal, RecoveriesTest::core, told::add).orElseThrow();
    }

    private static TradingCore core() {
        return OpeningInputs.core(10, 2_010, Kind.EVERY_400_BOOKS);
    }
}
