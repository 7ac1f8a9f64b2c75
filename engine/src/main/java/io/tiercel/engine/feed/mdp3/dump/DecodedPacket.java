package io.tiercel.engine.feed.mdp3.dump;

import java.util.List;

/**
 * A packet and its messages.
 *
 * @param fault why there are no messages; empty when nothing is wrong
 */
public record DecodedPacket(long sequence, long sendingTimeNs, List<DecodedMessage> messages, String fault) {}
