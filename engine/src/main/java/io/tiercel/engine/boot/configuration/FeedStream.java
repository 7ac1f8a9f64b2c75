package io.tiercel.engine.boot.configuration;

/** How the servers of a feed whose messages come by TCP are followed. */
public record FeedStream(String user, String password, long timeoutNs, long retryNs, long retryMostNs, long behindNs) {}
