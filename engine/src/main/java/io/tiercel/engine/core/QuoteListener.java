package io.tiercel.engine.core;

import io.tiercel.engine.book.Book;

/** Hears what the core's books show at the end of each packet. It changes nothing, and must not call back. */
@FunctionalInterface
public interface QuoteListener {
    /** This book has changed; strategies were told. */
    void onQuote(long sequence, long timeNs, Book book);
}
