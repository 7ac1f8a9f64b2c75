package io.tiercel.bench.compared;

import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import java.util.function.Function;

/**
 * One of those that are compared.
 *
 * @param name  as it stands in the report
 * @param maker makes an empty one, which tells its trades if it is a matcher
 */
public record Subject(String name, Function<Trades, Peer> maker) {}
