package io.tiercel.engine.boot;

/** What the file of {@code feed play --feed} is. */
final class PlayedFormatOptions extends FeedFormatOptions {}
