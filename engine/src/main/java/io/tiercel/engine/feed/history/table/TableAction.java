package io.tiercel.engine.feed.history.table;

import java.util.List;
import java.util.Locale;

/** What happens to an order, a level or a book. */
public enum TableAction {
    ADD("add", "a", "new", "insert"),
    /** Another price or quantity. */
    CHANGE("change", "m", "modify", "update", "u"),
    /** So much less. */
    REDUCE("reduce", "x"),
    REPLACE("replace", "r"),
    DELETE("delete", "d", "remove", "cancel", "c"),
    /** So much of the order was traded; without an order, a trade with one that nobody saw. */
    EXECUTE("execute", "e", "executed", "fill", "f", "trade", "t"),
    /** A trade whose orders are changed by records of their own. */
    PRINT("print", "p"),
    /** The book is empty. */
    CLEAR("clear", "reset"),
    IGNORE("ignore");

    private final List<String> words;

    TableAction(final String... words) {
        this.words = List.of(words);
    }

    /** As a mapping calls it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands for it where no mapping says so. */
    public List<String> words() {
        return words;
    }
}
