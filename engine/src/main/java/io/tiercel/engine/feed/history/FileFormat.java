package io.tiercel.engine.feed.history;

import java.util.Locale;

/** What a file may be. */
public enum FileFormat {
    /** Messages of ITCH, each behind its length in two bytes. */
    ITCH_FILE,
    /** A capture, pcap or pcapng. */
    PCAP,
    /** Records of Databento. */
    DBN,
    /** Tables of LOBSTER: messages, or order books. */
    LOBSTER,
    /** Text with values between separators. */
    CSV,
    /** Text with a JSON object a line; {@link #CSV} that begins with one is this. */
    JSONL;

    /** As {@code --format} names it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
