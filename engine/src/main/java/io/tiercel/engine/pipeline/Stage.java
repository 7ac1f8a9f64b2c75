package io.tiercel.engine.pipeline;

/** The stages that {@link FusedLoop} gives a thread of their own; ingress stays with the thread that drives it. */
public enum Stage {
    JOURNAL("tiercel-journal"),
    CORE("tiercel-core"),
    GATE("tiercel-gate");

    private final String threadName;

    Stage(final String threadName) {
        this.threadName = threadName;
    }

    public String threadName() {
        return threadName;
    }
}
