package io.tiercel.journal.export;

import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.FieldDecoder;
import io.tiercel.journal.dump.FieldValues;
import io.tiercel.journal.dump.JournalWalk;
import io.tiercel.journal.dump.MessageSchemas;
import io.tiercel.journal.dump.RecordListener;
import io.tiercel.journal.dump.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * What the tables of a journal have to hold, as text by column: texts with a quote before them, reals as their bits,
 * lists with blanks; null is not in it.
 */
final class ExpectedRows implements RecordListener, FieldValues {
    private final MessageSchemas schemas = new MessageSchemas();
    private final SortedMap<String, List<Map<String, String>>> tables = new TreeMap<>();
    private Map<String, String> row;
    private String kind;
    private String name;
    private boolean inList;

    static SortedMap<String, List<Map<String, String>>> of(final Path journal) throws IOException {
        final ExpectedRows rows = new ExpectedRows();
        new JournalWalk(journal, rows.schemas, new Selection(), rows, rows).walk(any -> true);
        return rows.tables;
    }

    @Override
    public void onBegin(final Stream stream, final JournalReader record, final String newKind) {
        kind = newKind;
        row = new LinkedHashMap<>();
        row.put("stream", stream == Stream.INPUT ? "'input" : "'output");
        row.put("sequence", Long.toString(record.sequence()));
        row.put("timeNs", Long.toString(record.timeNs()));
        row.put("kind", "'" + newKind);
        row.put("cause", Long.toString(record.cause()));
        if (stream == Stream.OUTPUT) {
            row.put("ordinal", Long.toString(record.ordinal()));
        }
    }

    @Override
    public void onEnd() {
        tables.computeIfAbsent(kind, any -> new ArrayList<>()).add(row);
    }

    @Override
    public void onUndecoded(final Stream stream, final JournalReader record, final String newKind) {
        onBegin(stream, record, newKind);
        row.put("bytes", "'" + FieldDecoder.hex(record.buffer(), record.offset(), record.length()));
        kind = "undecoded";
        onEnd();
    }

    @Override
    public FieldValues name(final String newName) {
        name = newName;
        return this;
    }

    @Override
    public FieldValues nothing() {
        return this;
    }

    @Override
    public FieldValues number(final long value) {
        row.put(name, isEnum() ? "'" + value : Long.toString(value));
        return this;
    }

    @Override
    public FieldValues number(final double value) {
        row.merge(
                name,
                Long.toHexString(Double.doubleToRawLongBits(value)),
                (list, next) -> list.isEmpty() ? next : list + " " + next);
        return this;
    }

    @Override
    public FieldValues string(final CharSequence value) {
        row.put(inList ? name + "." + value : name, inList ? "true" : "'" + value);
        return this;
    }

    @Override
    public FieldValues beginList() {
        inList = true;
        final List<String> choices = choices();
        choices.forEach(choice -> row.put(name + "." + choice, "false"));
        if (choices.isEmpty()) {
            row.put(name, "");
        }
        return this;
    }

    @Override
    public FieldValues endList() {
        inList = false;
        return this;
    }

    private boolean isEnum() {
        return type().signal() == Signal.BEGIN_ENUM;
    }

    private List<String> choices() {
        final List<String> choices = new ArrayList<>();
        final List<Token> message = schemas.message(kind);
        for (int i = message.indexOf(type()) + 1; message.get(i).signal() == Signal.CHOICE; i++) {
            choices.add(message.get(i).name());
        }
        return choices;
    }

    private Token type() {
        final List<Token> message = schemas.message(kind);
        for (int i = 1; i < message.size(); i++) {
            if (message.get(i).signal() == Signal.BEGIN_FIELD
                    && FieldDecoder.fieldName(kind, message.get(i)).equals(name)) {
                return message.get(i + 1);
            }
        }
        throw new AssertionError(kind + " has no " + name);
    }
}
