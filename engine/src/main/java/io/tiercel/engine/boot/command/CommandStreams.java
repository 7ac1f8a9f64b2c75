package io.tiercel.engine.boot.command;

import io.aeron.CommonContext;

/** Where engine and operator meet, in the media driver that the engine uses. */
public final class CommandStreams {
    /** From anyone to the engine. */
    public static final int COMMANDS = 1;

    /** From the engine to anyone: what became of them. */
    public static final int RESULTS = 2;

    /** Of both. Little is sent, and an embedded driver makes a stream's room on the engine's thread. */
    public static final String CHANNEL = "aeron:ipc?term-length=64k";

    private CommandStreams() {}

    /** The same of a feed that is served by a process of its own. */
    public static String feedDirectoryPrefix() {
        return directoryPrefix() + "feed-";
    }

    /** The folder of an engine's own driver is this and its process id, unless it is configured. */
    public static String directoryPrefix() {
        return CommonContext.getAeronDirectoryName() + "-tiercel-";
    }
}
