package io.tiercel.bench.micro;

import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The record of one input, with its checksum, in the system's temporary folder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
    private static final long BLOCK_BYTES = 256L << 20;

    @Param({"64", "256"})
    private int bytes;

    private Path folder;
    private JournalWriter journal;
    private UnsafeBuffer message;
    private long sequence;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("tiercel-bench");
        journal = Journals.create(folder.resolve("journal"), 1, 1, 1, BLOCK_BYTES);
        message = new UnsafeBuffer(new byte[bytes]);
    }

    @TearDown
    public void close() {
        journal.close();
        IoUtil.delete(folder.toFile(), false);
    }

    @Benchmark
    public void append() {
        sequence++;
        journal.appendInput(sequence, sequence, TickDecoder.TEMPLATE_ID, message, 0, bytes);
    }
}
