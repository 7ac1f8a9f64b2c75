package io.tiercel.journal;

/** The gap-free streams of a journal, each in a queue of its own. */
public enum Stream {
    INPUT(1, "inputs"),
    OUTPUT(2, "outputs");

    private final int code;
    private final String folder;

    Stream(final int code, final String folder) {
        this.code = code;
        this.folder = folder;
    }

    /** As it stands in a record. */
    public int code() {
        return code;
    }

    /** The folder below the journal's that holds it. */
    public String folder() {
        return folder;
    }
}
