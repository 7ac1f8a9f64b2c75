package io.tiercel.codecs.mdp3;

/** How much of a message is there, and whether its template is known. */
public enum Mdp3Form {
    WHOLE,
    /** Of a template, or a schema, that is not read here. */
    UNKNOWN,
    /** Shorter than its template is in its version, or with a group that goes beyond it. */
    TORN
}
