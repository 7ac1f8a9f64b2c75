package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionCountsTest {
    @TempDir
    private Path temporary;

    @Test
    void shouldTellAMachineThatCountsFromOneThatDoesNot() throws IOException {
        assertEquals("available", stateBy("echo 184217,,instructions:u,412000,100.00,1.02,insn >&2"));
        assertTrue(stateBy("echo '<not supported>,,instructions,0,100.00,,' >&2")
                .startsWith("not available: perf stat -e instructions says <not supported>; measure on"));
        assertEquals("not available: perf stat fails: no permission", stateBy("echo no permission; exit 255"));
        assertEquals("not available: perf stat -e instructions says nothing of it", stateBy("exit 0"));
    }

    @Test
    void shouldSayThatThereIsNoPerf() {
        assertEquals(
                "not available: there is no perf; install it (Debian: apt-get install linux-perf)",
                InstructionCounts.state(temporary.resolve("absent").toString()));
    }

    private String stateBy(final String command) throws IOException {
        final Path perf = Files.writeString(temporary.resolve("perf"), "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(perf, PosixFilePermissions.fromString("rwxr-xr-x"));
        return InstructionCounts.state(perf.toString());
    }
}
