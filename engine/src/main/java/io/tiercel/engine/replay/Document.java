package io.tiercel.engine.replay;

/** A text or binary that a journal carries: a schema, a jar with strategies. Its length and SHA-256 were compared. */
public record Document(String name, byte[] bytes) {}
