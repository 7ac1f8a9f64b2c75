package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;

/** A message of some protocol. What it says holds during the call that it comes with. */
public interface Message {
    long NONE = -1;

    /** As the protocol codes it: a letter, a template's number. */
    String type();

    /** What its specification calls it. */
    String name();

    /** The protocol's own number of what it is about, or {@link #NONE}. */
    long instrumentId();

    /** The symbol of that, when this message says it; else null. */
    String symbol();

    /** In ns: since midnight where the protocol counts so, else UTC; or {@link #NONE}. */
    long timeNs();

    /** Its number within its session, or {@link #NONE}. */
    long sequence();

    /** Tells every field. */
    void writeTo(FieldWriter writer);
}
