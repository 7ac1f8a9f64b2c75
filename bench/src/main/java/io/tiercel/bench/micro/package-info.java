/**
 * Microbenchmarks: one structure each, through what its stage shows to others. Place: beside the pipeline. Input:
 * made-up books, orders and messages of fixed seeds. Output: time and allocated bytes of an operation. Owning thread:
 * the harness's.
 */
package io.tiercel.bench.micro;
