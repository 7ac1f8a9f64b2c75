/**
 * One class that Chronicle Map would otherwise generate and compile in each process that opens a map. Place: beside
 * {@code io.tiercel.journal.readmodel}, which alone uses that library.
 */
package net.openhft.chronicle.hash;
