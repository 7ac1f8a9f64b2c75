/**
 * NASDAQ TotalView-ITCH 5.0: the messages that make a book, read and written in place. Input and output are bytes. Holds
 * no state; a flyweight belongs to the thread that wraps it.
 */
package io.tiercel.codecs.itch;
