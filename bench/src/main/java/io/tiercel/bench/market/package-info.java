/**
 * Synthetic market data: legal order flow over many instruments, the same for the same seed. Place: in front of the
 * engine that is measured. Input: a seed. Output: SBE messages. Owning thread: whichever asks for them; nothing
 * allocates once constructed.
 */
package io.tiercel.bench.market;
