package io.systole.runtime.config;

/**
 * One fault of a configuration: where it is, which key, what was found there and what was expected.
 *
 * @param place file and line, as {@code /etc/systole/systole.conf:12}
 */
public record ConfigFault(String place, String key, String found, String expected) {
    @Override
    public String toString() {
        return place + ": " + key + " = " + found + ": " + expected;
    }
}
