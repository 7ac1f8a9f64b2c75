package io.tiercel.journal;

import java.util.List;

/** The streams of a journal, each gap-free and in a queue of its own. */
public enum Stream {
    INPUT(1, "inputs"),
    OUTPUT(2, "outputs"),
    /** When inputs and orders came by the stages: may be missing, and nothing follows from it. */
    TELEMETRY(3, "telemetry");

    private static final List<Stream> REQUIRED = List.of(INPUT, OUTPUT);

    private final int code;
    private final String folder;

    Stream(final int code, final String folder) {
        this.code = code;
        this.folder = folder;
    }

    /** Those without which there is no journal, and which are the same when a run is replayed. */
    public static List<Stream> required() {
        return REQUIRED;
    }

    /** What one of its records is, for dumps and tables. */
    public String recordName() {
        return switch (this) {
            case INPUT -> "input";
            case OUTPUT -> "output";
            case TELEMETRY -> "telemetry";
        };
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
