/**
 * Databento Binary Encoding, versions 1 to 3: metadata and records of files. Input is bytes; a flyweight holds no state
 * and belongs to the thread that wraps it.
 */
package io.tiercel.codecs.dbn;
