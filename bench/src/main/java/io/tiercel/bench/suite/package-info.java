/**
 * All measurements in one go: which are run, what each figure is to reach, and how that is shown. Place: around the
 * measurements, each of which is a process of its own. Input: their JSON. Output: a table, JSON, one HTML file. Owning
 * thread: the program's.
 */
package io.tiercel.bench.suite;
