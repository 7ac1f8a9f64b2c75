package io.tiercel.bench.compared;

/** One run of something that is timed from its begin to its end. */
public interface Trial {
    /** Before the time is taken. */
    void prepare();

    /** What is timed. */
    void run();

    /** What it came to, as one number. */
    long result();
}
