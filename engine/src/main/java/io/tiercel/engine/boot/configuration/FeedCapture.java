package io.tiercel.engine.boot.configuration;

/**
 * How what a feed's lane receives is kept.
 *
 * @param folder      empty for the session's
 * @param bufferBytes a power of two
 */
public record FeedCapture(boolean enabled, String folder, long fileBytes, long reserveBytes, int bufferBytes) {}
