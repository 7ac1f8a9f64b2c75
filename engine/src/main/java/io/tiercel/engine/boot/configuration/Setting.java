package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import java.util.List;

/**
 * A value as someone wrote it.
 *
 * @param segments the path
 * @param text     the value; the elements of a list are joined by commas
 * @param list     whether it was a list
 * @param where    file and line, environment variable or option
 */
record Setting(List<String> segments, String text, boolean list, String where) {
    String key() {
        return ConfigUtil.joinPath(segments);
    }

    /** Key and value for a message, the secrets masked. */
    String shown() {
        return key() + " = " + (Key.secret(segments) ? Key.MASK : Problems.quote(text));
    }
}
