package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.engine.RecordedRun;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayPace;
import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.engine.replay.ReplayResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    Path temporary;

    @Test
    void shouldReplayTheJournalItWrites() {
        final Path journal = temporary.resolve("journal");
        RecordedRun.write(journal, 10, 1_000, 20_000, 1 << 20);

        final ReplayResult result = JournalReplay.verify(
                journal, OpeningInputs.core(10, 2_010, Kind.EVERY_400_BOOKS), false, ReplayRange.ALL, ReplayPace.FREE);

        assertTrue(result.equal(), result::toString);
        assertTrue(result.events() >= 20_000);
        assertTrue(result.outputs() > 0);
        assertEquals(0, result.unrecorded());
    }
}
