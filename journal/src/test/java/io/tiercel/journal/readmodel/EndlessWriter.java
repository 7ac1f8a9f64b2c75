package io.tiercel.journal.readmodel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** A process that publishes one state after the other, to be killed. */
final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(final String[] args) {
        final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        try (ModelWriter writer = ReadModels.open(Path.of(args[0]), 300)) {
            for (long sequence = Long.parseLong(args[1]); ; sequence++) {
                writer.publish(
                        new ModelHead(77, sequence, sequence, sequence, 0),
                        ReadModelsTest.entries(sequence, 200 + (int) (sequence % 100)));
                out.println(sequence);
            }
        }
    }
}
