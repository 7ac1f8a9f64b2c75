package io.tiercel.journal;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the file system says, in words: of some of its failures the name of the class is all that it says. */
public final class DiskFailure {
    private DiskFailure() {}

    /** In one line, as a part of a sentence. */
    public static String text(final Exception failure) {
        final String what = what(failure);
        if (what != null) {
            return what + " (" + ((FileSystemException) failure).getFile() + ")";
        }
        final String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.replaceAll("\\R", " ");
    }

    /** Null when its message says it. */
    private static String what(final Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is no folder";
        }
        return failure instanceof DirectoryNotEmptyException ? "the folder is not empty" : null;
    }
}
