package io.systole.cib.language;

/**
 * One fault of a configuration text.
 *
 * @param line of the text, from 1; 0 for what is in no text
 * @param column of the line in characters, from 1
 */
public record LanguageFault(int line, int column, String found, String expected, String advice) {
    @Override
    public String toString() {
        if (line == 0) {
            return "found " + found + ", expected " + expected + "; " + advice;
        }
        return "line " + line + ", column " + column + ": found " + found + ", expected " + expected + "; " + advice;
    }
}
