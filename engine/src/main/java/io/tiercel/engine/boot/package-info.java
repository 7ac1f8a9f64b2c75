/**
 * The programs: run, replay, tools, and how they are wired. Place: outermost; it may see every other stage, none sees
 * it. Input: command line, configuration, reference data. Output: a running engine, results on standard output, an
 * exit code. Owning thread: the main thread of the process. Files and system properties are read here only.
 */
package io.tiercel.engine.boot;
