package io.tiercel.engine.boot;

import io.tiercel.engine.feed.history.BookTarget;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how much room books by order have whose orders a handler keeps. */
final class BookOrdersOptions {
    @Option(
            names = "--max-orders",
            paramLabel = "N",
            description = "Of captures of MDP 3.0: room for so many orders in each book by order; 65536 if not said.")
    private Integer maxOrders;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    int maxOrders() {
        if (maxOrders == null) {
            return BookTarget.BOOK_ORDERS;
        }
        if (maxOrders < 1 || maxOrders > BookTarget.MAX_BOOK_ORDERS) {
            throw bad("--max-orders " + maxOrders + " is not within 1 and " + BookTarget.MAX_BOOK_ORDERS);
        }
        return maxOrders;
    }

    /** Where no books are made. */
    void refuse(final String reason) {
        if (maxOrders != null) {
            throw bad("--max-orders " + reason);
        }
    }

    private ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
