package io.tiercel.engine.core;

import io.tiercel.engine.book.Book;

/**
 * Hears what the core's books show at their best, at the end of each packet that changed it. It changes nothing, and
 * must not call back.
 */
@FunctionalInterface
public interface QuoteListener {
    /** This book's quote has changed; strategies were told. */
    void onQuote(long sequence, long timeNs, Book book);
}
