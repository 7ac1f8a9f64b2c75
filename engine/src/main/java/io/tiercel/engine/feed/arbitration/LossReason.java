package io.tiercel.engine.feed.arbitration;

/** Why the books are not live. */
public enum LossReason {
    GAP("messages are missing"),
    TOO_MANY("more messages are missing than are asked for"),
    NO_ANSWER("messages are missing, and the request server does not answer"),
    TOO_SLOW("messages are missing, and came too slowly"),
    NO_ROOM("messages are missing, and more came than can be held"),
    NO_SNAPSHOT("the snapshot did not come"),
    SILENCE("all lines are silent"),
    OLD("lines say only what is old"),
    CONTRADICTION("lines say different things under the same number"),
    UNCONNECTED("no server is connected"),
    BEHIND("what comes may be old"),
    LEAP("a packet is far ahead, and no other one confirms it"),
    VOID("the books are not known any more");

    private final String title;

    LossReason(final String title) {
        this.title = title;
    }

    /** In words, for people. */
    public String title() {
        return title;
    }
}
