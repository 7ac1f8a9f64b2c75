/**
 * The journal: what came in, what went out, in records that prove themselves. Place: beside the core, after
 * ingress. Input: SBE messages with their sequence. Output: the same, read back and checked. The only package that
 * knows Chronicle Queue. A writer belongs to one thread; readers are independent of it, in any thread or process.
 */
package io.tiercel.journal;
