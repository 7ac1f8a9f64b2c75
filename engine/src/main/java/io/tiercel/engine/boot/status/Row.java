package io.tiercel.engine.boot.status;

/** One line, put together from cells whose width counts what is seen, not the codes of colours. */
final class Row {
    private final StringBuilder text = new StringBuilder();
    private int width;

    Row left(final String cell, final int columns) {
        return left(cell, cell.length(), columns);
    }

    /** @param length of what is seen of the cell */
    Row left(final String cell, final int length, final int columns) {
        text.append(cell).append(" ".repeat(Math.max(0, columns - length)));
        width += Math.max(length, columns);
        return this;
    }

    Row right(final String cell, final int columns) {
        return right(cell, cell.length(), columns);
    }

    Row right(final String cell, final int length, final int columns) {
        text.append(" ".repeat(Math.max(0, columns - length))).append(cell);
        width += Math.max(length, columns);
        return this;
    }

    /** Blanks up to this column. */
    Row to(final int column) {
        final int missing = Math.max(0, column - width);
        text.append(" ".repeat(missing));
        width += missing;
        return this;
    }

    int width() {
        return width;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
