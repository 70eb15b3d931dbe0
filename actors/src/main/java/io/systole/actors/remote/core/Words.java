package io.systole.actors.remote.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as a row of words, written and read in the same order. */
final class Words {
    private static final String NOTHING = "-";
    private static final String SOMETHING = "=";

    private Words() {}

    /** Takes values down. */
    static final class Writer {
        private final List<String> words = new ArrayList<>();

        Writer text(String value) {
            words.add(value);
            return this;
        }

        Writer perhaps(@Nullable String value) {
            words.add(value == null ? NOTHING : SOMETHING + value);
            return this;
        }

        Writer number(long value) {
            words.add(Long.toString(value));
            return this;
        }

        Writer texts(List<String> values) {
            number(values.size());
            words.addAll(values);
            return this;
        }

        Writer pairs(SortedMap<String, String> values) {
            number(values.size());
            values.forEach((name, value) -> text(name).text(value));
            return this;
        }

        List<String> done() {
            return List.copyOf(words);
        }
    }

    /** Reads them again. Throws IllegalArgumentException for what was not written so. */
    static final class Reader {
        private final List<String> words;
        private int at;

        Reader(List<String> words) {
            this.words = words;
        }

        /** What an earlier version does not say comes last. */
        boolean isAtEnd() {
            return at >= words.size();
        }

        String text() {
            if (isAtEnd()) {
                throw new IllegalArgumentException("nothing after " + at + " words");
            }
            at++;
            return words.get(at - 1);
        }

        @Nullable
        String perhaps() {
            String word = text();
            return word.startsWith(SOMETHING) ? word.substring(1) : null;
        }

        long number() {
            return Long.parseLong(text());
        }

        int count() {
            long count = number();
            if (count < 0 || count > words.size()) {
                throw new IllegalArgumentException("a count of " + count);
            }
            return (int) count;
        }

        List<String> texts() {
            int count = count();
            var values = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                values.add(text());
            }
            return values;
        }

        SortedMap<String, String> pairs() {
            int count = count();
            var values = new TreeMap<String, String>();
            for (int i = 0; i < count; i++) {
                String name = text();
                values.put(name, text());
            }
            return values;
        }
    }
}
