/**
 * Frames of a network as captures hold them: Ethernet, VLAN tags, IPv4, IPv6, UDP, TCP. Input is bytes; holds no state
 * but the frame it is wrapped around, and belongs to the thread that wraps it.
 */
package io.tiercel.codecs.network;
