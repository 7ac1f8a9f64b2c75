package io.tiercel.journal;

/** How far the inputs are on the disk. Any thread. */
public interface CommitPoint {
    /** The last input that a loss of power does not take away any more; all before it are on the disk, too. */
    long synced();

    /** An input has been waiting for the disk longer than is allowed. It ends when the disk is quick again. */
    boolean slow();

    /** Why nothing comes to the disk any more, or null. */
    Throwable failure();
}
