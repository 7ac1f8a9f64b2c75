/**
 * Which packet of several lines is next, what is missing between them, and how it is got back: one state machine for
 * every protocol that numbers its packets or messages. Input: packets, time, what request and snapshot servers answer.
 * Output: calls of the protocol, each message once and in order. Owner: the lane's thread; no clock, no socket, no
 * allocation in here.
 */
package io.tiercel.engine.feed.arbitration;
