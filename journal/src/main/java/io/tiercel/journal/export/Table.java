package io.tiercel.journal.export;

import java.io.Closeable;
import java.io.IOException;

/** A file of rows. */
interface Table extends Closeable {
    void append(Row row) throws IOException;

    /** Completes the file, and has it on the disk. Without that it is not whole. */
    void finish() throws IOException;

    /** Lets the file go, as it is. */
    @Override
    void close() throws IOException;
}
