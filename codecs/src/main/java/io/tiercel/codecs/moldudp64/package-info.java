/**
 * MoldUDP64 1.00, the downstream packets by which exchanges send their feeds. Input and output are bytes. Holds
 * no state; a flyweight belongs to the thread that wraps it.
 */
package io.tiercel.codecs.moldudp64;
