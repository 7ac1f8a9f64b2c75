package io.tiercel.engine.boot.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where libraries say that something is wrong, through SLF4J: their warnings and errors go to standard error and into
 * the log. One process has one.
 */
public final class LibraryWords implements SLF4JServiceProvider {
    // Written by main, read by any thread that a library speaks on.
    private static volatile EventLog log = EventLog.NONE;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** For SLF4J, which finds it by META-INF/services. */
    public LibraryWords() {
        // Everything is there.
    }

    static void to(final EventLog newLog) {
        log = newLog;
    }

    static EventLog log() {
        return log;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return LibraryLogger::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // As above.
    }
}
