/**
 * What is said about a measurement: percentiles, ratios, disturbances, the machine. Place: after the measurement.
 * Input: samples. Output: text or JSON. Owning thread: the program's, outside the measured spans.
 */
package io.tiercel.bench.report;
