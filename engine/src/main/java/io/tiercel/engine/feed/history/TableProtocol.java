package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.history.table.TableForm;
import io.tiercel.engine.feed.history.table.TableRecord;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/** Records of text files. What the form of the file says holds for the one that is read now. */
final class TableProtocol implements Protocol {
    private TableForm form;
    private TableRecord record;

    /** Another file begins. */
    void form(final TableForm newForm) {
        form = newForm;
        record = new TableRecord(form);
    }

    TableRecord record() {
        return record;
    }

    @Override
    public String name() {
        return (form.json() ? FileFormat.JSONL : FileFormat.CSV).title();
    }

    @Override
    public ZoneId timesOfDayIn() {
        return null;
    }

    @Override
    public boolean recognisesDatagram(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public boolean recognisesMessage(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public MessageReader reader() {
        return new TableReader(this);
    }

    @Override
    public BookFeed books(final BookTarget target, final HistoryFiles files) {
        return new TableBooks(this, target);
    }
}
