package io.tiercel.journal.export;

/**
 * One column of a table.
 *
 * @param required whether each row has a value in it
 */
public record Column(String name, ColumnType type, boolean required) {}
