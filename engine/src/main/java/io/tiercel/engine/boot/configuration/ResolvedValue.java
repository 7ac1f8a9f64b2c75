package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import java.util.List;

/**
 * A value that is in force.
 *
 * @param segments its key's path
 * @param text     in canonical form
 * @param origin   where it comes from: file and line, environment variable, option, or a default
 */
public record ResolvedValue(List<String> segments, String text, String origin) {
    /** The path with dots; a segment with a dot in it is in quotes. */
    public String key() {
        return ConfigUtil.joinPath(segments);
    }

    /** Its entry in the table of keys. */
    public Key definition() {
        return Keys.find(segments);
    }

    /** The text, or a mask when it is a secret. */
    public String shown() {
        return Key.secret(segments) ? Key.MASK : text;
    }
}
