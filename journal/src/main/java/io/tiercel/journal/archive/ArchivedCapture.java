package io.tiercel.journal.archive;

/**
 * What a feed received, one file of it, in an archive.
 *
 * @param name             of the file beside the journal
 * @param bytes            of it
 * @param sha256           of these bytes
 * @param compressedBytes  of the file in the archive
 * @param compressedSha256 of that file
 */
public record ArchivedCapture(String name, long bytes, String sha256, long compressedBytes, String compressedSha256) {}
