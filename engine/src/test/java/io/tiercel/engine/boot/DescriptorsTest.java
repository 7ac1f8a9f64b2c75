package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DescriptorsTest {
    private static final String TEXT =
            "this process may open 40 files, and needs 256: raise the limit with ulimit -n, or LimitNOFILE of its service";

    @Test
    void shouldSayWhatIsMissing() {
        assertEquals(TEXT, Descriptors.shortage(limits("40")));
        assertEquals(TEXT.replace("40", "255"), Descriptors.shortage(limits("255")));
        assertNull(Descriptors.shortage(limits("256")));
        assertNull(Descriptors.shortage(limits("unlimited")));
        assertNull(Descriptors.shortage("nothing of that kind"));
    }

    /** A class that cannot be loaded would show a stack trace. */
    @Test
    void shouldEndWithOneLineWhereTooFewFilesCanBeOpened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no shell");
        final Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n 40; exec \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" " + Tiercel.class.getName()
                                + " run --help",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();

        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("tiercel: " + TEXT, said.strip());
        assertEquals(true, process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(ExitCode.ENVIRONMENT, process.exitValue());
    }

    private static String limits(final String soft) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             63432                63432                processes \n"
                + "Max open files            " + soft + "                 524288               files     \n";
    }
}
