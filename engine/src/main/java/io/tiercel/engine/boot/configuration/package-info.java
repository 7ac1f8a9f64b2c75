/**
 * The configuration: one HOCON file with includes, environment variables and command line overrides, checked against
 * one table of keys. Place: before everything, once per start. Input: files, environment, options. Output:
 * {@link io.tiercel.engine.boot.configuration.EngineConfiguration}. Owning thread: the one that starts the program.
 * The only package that knows the HOCON library.
 */
package io.tiercel.engine.boot.configuration;
