package io.tiercel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Brings a data file to the disk: the one place where the disk is asked, so that a test can see it. */
interface FileSync {
    /** The file's own sync, which covers what was written through mappings, too: fsync(2). */
    FileSync DISK = file -> file.getFD().sync();

    /** Returns when all that was written to the file is on the disk. Any thread. */
    void sync(RandomAccessFile file) throws IOException;
}
