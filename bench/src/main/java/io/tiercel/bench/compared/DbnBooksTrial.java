package io.tiercel.bench.compared;

import io.tiercel.engine.feed.history.BookBuild;
import io.tiercel.engine.feed.history.BookTime;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FileFormat;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Protocols;
import java.nio.file.Path;
import java.util.List;

/** A file of records by order made to books, as {@code feed book} does. */
public final class DbnBooksTrial implements Trial {
    private final BookBuild build;
    private final Faults faults = new Faults(true);

    private DbnBooksTrial(final Path file) {
        build = new BookBuild(
                new HistoryFiles(List.of(file), FileFormat.DBN, Protocols.of(null, null)),
                faults,
                BookTime.never(),
                0,
                0);
    }

    public static Entrant entrant(final String name, final Path file) {
        return new Entrant(name, () -> new DbnBooksTrial(file));
    }

    @Override
    public void prepare() {
        // The file says all, from the first record on.
    }

    @Override
    public void run() {
        build.run((file, bytes, total) -> true);
    }

    /** What was malformed, or found no room. */
    @Override
    public long result() {
        return faults.count() + build.ordersLeftOut() + build.instrumentsLeftOut();
    }
}
