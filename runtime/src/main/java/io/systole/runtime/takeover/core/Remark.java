package io.systole.runtime.takeover.core;

/**
 * What became of one line of a source.
 *
 * @param source the name of the file
 * @param line from 1; 0 for the file as a whole
 * @param what the words of the source
 * @param words what it is here, or what to do
 */
public record Remark(String source, int line, String what, Kind kind, String words) {
    /** How it fits. */
    public enum Kind {
        /** It is the same here. */
        TAKEN("taken over"),
        /** It is done here in another way. */
        DIFFERS("differs"),
        /** There is nothing like it here. */
        NO_COUNTERPART("no counterpart"),
        /** It cannot be taken over before somebody has mended it. */
        FAULT("fault");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it is shown. */
        public String word() {
            return word;
        }
    }

    /** {@code FILE:LINE: WHAT: KIND: WORDS}. */
    @Override
    public String toString() {
        String place = line == 0 ? source : source + ":" + line;
        return place + ": " + what + ": " + kind.word() + (words.isEmpty() ? "" : ": " + words);
    }
}
