package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

final class DiskFailureTest {
    @Test
    void shouldSayInWordsWhatOnlyTheClassSays() {
        assertEquals("no such file or folder (/a)", DiskFailure.text(new NoSuchFileException("/a")));
        assertEquals("permission denied (/a)", DiskFailure.text(new AccessDeniedException("/a")));
        assertEquals("it exists already (/a)", DiskFailure.text(new FileAlreadyExistsException("/a")));
        assertEquals("it is no folder (/a)", DiskFailure.text(new NotDirectoryException("/a")));
        assertEquals("the folder is not empty (/a)", DiskFailure.text(new DirectoryNotEmptyException("/a")));
    }

    @Test
    void shouldLeaveWhatSaysItself() {
        assertEquals(
                "/a: No space left on device",
                DiskFailure.text(new FileSystemException("/a", null, "No space left on device")));
        assertEquals("two lines", DiskFailure.text(new IOException("two\nlines")));
        assertEquals("no reason is given", DiskFailure.text(new IOException()));
        assertEquals("the file ends too early", DiskFailure.text(new EOFException()));
        assertEquals("the file was closed", DiskFailure.text(new ClosedByInterruptException()));
        assertEquals("disk gone", DiskFailure.text(new UncheckedIOException(new IOException("disk gone"))));
        assertEquals("permission denied (/a)", DiskFailure.text(new IOException(new AccessDeniedException("/a"))));
        assertEquals("while mapping", DiskFailure.text(new IOException("while mapping", new IOException("x"))));
    }
}
