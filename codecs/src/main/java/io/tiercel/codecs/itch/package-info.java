/**
 * TotalView-ITCH 5.0 of NASDAQ: the messages that make a book, read and written in place. In and out are bytes. Holds
 * no state; a flyweight belongs to the thread that wraps it.
 */
package io.tiercel.codecs.itch;
