package io.tiercel.journal.export;

import io.tiercel.journal.dump.FieldValues;
import java.util.List;

/** Puts a message's fields into a row. */
final class RowFields implements FieldValues {
    private List<MessageColumns.Field> fields;
    private Row row;
    private int next;
    private MessageColumns.Field field;
    private boolean inList;

    void begin(final MessageColumns columns, final Row into) {
        fields = columns.fields();
        row = into;
        next = 0;
        inList = false;
    }

    @Override
    public FieldValues name(final String name) {
        field = fields.get(next++);
        if (!field.name().equals(name)) {
            throw new IllegalStateException("field " + name + " came where " + field.name() + " has its column");
        }
        return this;
    }

    @Override
    public FieldValues nothing() {
        return this;
    }

    @Override
    public FieldValues number(final long value) {
        if (field.type() == ColumnType.NAME) {
            // a value that no name is known for
            row.text(field.first(), Long.toString(value));
        } else {
            row.number(field.first(), value);
        }
        return this;
    }

    @Override
    public FieldValues number(final double value) {
        if (inList) {
            row.addToList(value);
        } else {
            row.real(field.first(), value);
        }
        return this;
    }

    @Override
    public FieldValues string(final CharSequence value) {
        if (inList) {
            row.flag(field.first() + field.choices().indexOf(value.toString()), true);
        } else {
            row.text(field.first(), value);
        }
        return this;
    }

    @Override
    public FieldValues beginList() {
        inList = true;
        if (field.type() == ColumnType.DOUBLES) {
            row.list(field.first());
        }
        for (int i = 0; i < field.choices().size(); i++) {
            row.flag(field.first() + i, false);
        }
        return this;
    }

    @Override
    public FieldValues endList() {
        inList = false;
        return this;
    }
}
