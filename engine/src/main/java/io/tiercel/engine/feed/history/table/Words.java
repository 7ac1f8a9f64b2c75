package io.tiercel.engine.feed.history.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which of several things a word stands for; capitals do not matter. */
final class Words {
    static final int UNKNOWN = -1;

    private final List<byte[]> words = new ArrayList<>();
    private final List<Integer> meanings = new ArrayList<>();

    Words add(final int meaning, final List<String> all) {
        for (final String word : all) {
            words.add(word.getBytes(StandardCharsets.UTF_8));
            meanings.add(meaning);
        }
        return this;
    }

    int meaning(final TableRow row, final int slot) {
        for (int i = 0; i < words.size(); i++) {
            if (row.is(slot, words.get(i))) {
                return meanings.get(i);
            }
        }
        return UNKNOWN;
    }
}
