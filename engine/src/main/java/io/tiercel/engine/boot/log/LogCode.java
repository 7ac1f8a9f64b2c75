package io.tiercel.engine.boot.log;

import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;

/** What an event is. Codes never change; docs/operating.md says what goes with each. */
public enum LogCode {
    START("start", LogLevel.INFO),
    READY("ready", LogLevel.INFO),
    ALERT("alert", LogLevel.WARN),
    COMMAND("command", LogLevel.INFO),
    VENUE_SESSION_UP("venueSessionUp", LogLevel.INFO),
    VENUE_SESSION_DOWN("venueSessionDown", LogLevel.WARN),
    FEED_STATUS("feedStatus", LogLevel.INFO),
    REFERENCE_DATA("referenceData", LogLevel.INFO),
    RISK_REJECTED("riskRejected", LogLevel.WARN),
    RISK_REJECTED_MORE("riskRejectedMore", LogLevel.WARN),
    STRATEGY_FAILED("strategyFailed", LogLevel.ERROR),
    STRATEGY_DISABLED("strategyDisabled", LogLevel.ERROR),
    JOURNAL_ROOM("journalRoom", LogLevel.WARN),
    JOURNAL_PACE("journalPace", LogLevel.WARN),
    CLOCK_STEP("clockStep", LogLevel.WARN),
    HANG("hang", LogLevel.ERROR),
    MASS_CANCEL("massCancel", LogLevel.ERROR),
    STOP("stop", LogLevel.INFO),
    SESSION_END("sessionEnd", LogLevel.INFO),
    FAILED("failed", LogLevel.ERROR),
    END("end", LogLevel.INFO),
    LIBRARY("library", LogLevel.WARN),
    UNREADABLE("unreadable", LogLevel.WARN),
    MISSED("missed", LogLevel.WARN);

    private final String label;
    private final LogLevel level;

    LogCode(final String label, final LogLevel level) {
        this.label = label;
        this.level = level;
    }

    /** As it stands in the log. */
    public String label() {
        return label;
    }

    /** Unless an event says otherwise. */
    public LogLevel level() {
        return level;
    }
}
