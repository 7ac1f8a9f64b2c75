/**
 * Thin adapters to other projects' books and matchers, loaded with those by a loader of their own. Place: beside the
 * engine, never on its class path. Input: operations. Output: best prices and trades. Owning thread: whichever
 * measures. Nothing but the peers, the JDK and the package above may be used here.
 */
package io.tiercel.bench.peers.isolated;
