/**
 * What {@code tiercel why} prints. Place: behind a replay that watched one order. Input: an {@code OrderStory}. Output:
 * text for a person, or JSON. Owning thread: the caller's.
 */
package io.tiercel.engine.boot.why;
