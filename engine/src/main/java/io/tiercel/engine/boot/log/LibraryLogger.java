package io.tiercel.engine.boot.log;

import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One library's. Speaks on the library's thread; nothing is kept from standard error by the log. */
final class LibraryLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    LibraryLogger(final String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            final Level level,
            final Marker marker,
            final String pattern,
            final Object[] arguments,
            final Throwable thrown) {
        final String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        System.err.println("[" + Thread.currentThread().getName() + "] " + level + " " + name + " - " + text);
        final LogEvent event = new LogEvent(LogCode.LIBRARY)
                .level(level == Level.ERROR ? LogLevel.ERROR : LogLevel.WARN)
                .put("logger", name)
                .put("message", text);
        if (thrown != null) {
            thrown.printStackTrace(System.err);
            event.thrown(thrown);
        }
        LibraryWords.log().write(event);
    }
}
