package io.systole.cib.language;

import java.util.List;

/** The words of one statement; of {@code xml} there is the keyword alone, and the element as it was written. */
record SourceStatement(List<Word> words, String xml) {
    SourceStatement {
        words = List.copyOf(words);
    }
}
