package io.tiercel.engine.boot.log;

import io.tiercel.engine.boot.JsonWriter;
import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One line of the log. Texts may come from outside: they are cut, and escaped when written. */
public final class LogEvent {
    /** No longer text stands in the log. */
    static final int MAX_TEXT = 2_000;
    /** Nor a longer stack trace. */
    static final int MAX_TRACE = 16_000;

    private static final long BILLION = 1_000_000_000L;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendInstant(9)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final LogCode code;
    private final long timeNs;
    private final String thread;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private LogLevel level;
    private Long sequence;

    /** Now, on this thread. */
    public LogEvent(final LogCode code) {
        this(code, nowNs(), Thread.currentThread().getName());
    }

    LogEvent(final LogCode code, final long timeNs, final String thread) {
        this.code = code;
        this.timeNs = timeNs;
        this.thread = thread;
        level = code.level();
    }

    private static long nowNs() {
        final Instant now = Instant.now();
        return now.getEpochSecond() * BILLION + now.getNano();
    }

    /** The input that it belongs to. */
    public LogEvent sequence(final long newSequence) {
        sequence = newSequence;
        return this;
    }

    /** Another one than its code's. */
    public LogEvent level(final LogLevel newLevel) {
        level = newLevel;
        return this;
    }

    /** A text, or null. */
    public LogEvent put(final String name, final String value) {
        fields.put(name, cut(value, MAX_TEXT));
        return this;
    }

    public LogEvent put(final String name, final long value) {
        fields.put(name, value);
        return this;
    }

    public LogEvent put(final String name, final boolean value) {
        fields.put(name, value);
        return this;
    }

    /** An object of texts and numbers. */
    public LogEvent put(final String name, final Map<String, ?> values) {
        fields.put(name, new LinkedHashMap<>(values));
        return this;
    }

    /** What was thrown, and where. */
    public LogEvent thrown(final Throwable thrown) {
        fields.put("exception", thrown.getClass().getName());
        fields.put("stackTrace", cut(StackTraces.text(thrown), MAX_TRACE));
        return this;
    }

    LogLevel level() {
        return level;
    }

    /** The whole line, without its end. */
    String line(final int engineId, final String run) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("time", time(timeNs))
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("event", code.label())
                .put("engine", engineId)
                .put("run", run);
        if (sequence != null) {
            json.put("sequence", sequence);
        }
        json.put("thread", cut(thread, MAX_TEXT));
        fields.forEach((name, value) -> write(json.key(name), value));
        return json.endObject().toString();
    }

    private static void write(final JsonWriter json, final Object value) {
        if (value instanceof Map<?, ?> map) {
            json.beginObject();
            map.forEach((name, each) -> write(json.key(String.valueOf(name)), each));
            json.endObject();
        } else if (value instanceof Number number) {
            json.value(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.value(truth.booleanValue());
        } else {
            json.value(value == null ? null : cut(value.toString(), MAX_TRACE));
        }
    }

    static String time(final long timeNs) {
        return TIME.format(Instant.ofEpochSecond(Math.floorDiv(timeNs, BILLION), Math.floorMod(timeNs, BILLION)));
    }

    private static String cut(final String text, final int maxLength) {
        return text == null || text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
    }
}
