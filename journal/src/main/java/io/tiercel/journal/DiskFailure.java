package io.tiercel.journal;

import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What the file system and the libraries above it say, in words: of some failures the name of the class is all that is
 * said, and a user does not have to know those.
 */
public final class DiskFailure {
    private DiskFailure() {}

    /** In one line, as a part of a sentence. */
    public static String text(final Throwable failure) {
        final String what = what(failure);
        if (what != null) {
            return what + " (" + ((FileSystemException) failure).getFile() + ")";
        }
        final String message = failure.getMessage();
        final Throwable cause = failure.getCause();
        if (cause != null && (message == null || message.equals(cause.toString()))) {
            return text(cause);
        }
        return message == null || message.isBlank() ? withoutMessage(failure) : message.replaceAll("\\R", " ");
    }

    private static String withoutMessage(final Throwable failure) {
        if (failure instanceof EOFException) {
            return "the file ends too early";
        }
        return failure instanceof ClosedChannelException ? "the file was closed" : "no reason is given";
    }

    /** Null when its message says it. */
    private static String what(final Throwable failure) {
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
