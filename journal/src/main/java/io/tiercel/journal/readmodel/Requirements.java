package io.tiercel.journal.readmodel;

import io.tiercel.journal.JournalException;

/** What Chronicle Map needs of the JVM, looked at before it is touched: it says it in stack traces only. */
final class Requirements {
    private Requirements() {}

    /** @throws JournalException when it would not work here */
    static void check() {
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            throw new JournalException("Chronicle Map needs the module jdk.compiler, which this Java does not have:"
                    + " start with a JDK instead of a JRE (JAVA_HOME)");
        }
        if (!Object.class.getModule().isOpen("java.lang", Requirements.class.getModule())) {
            throw new JournalException("Chronicle Map needs the flag --add-opens=java.base/java.lang=ALL-UNNAMED:"
                    + " start with scripts/tiercel, or add it to the JVM's flags");
        }
    }
}
