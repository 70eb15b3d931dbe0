package io.systole.runtime.takeover.core;

import java.util.List;
import java.util.Optional;

/**
 * One section of a corosync.conf, in the order of the file.
 *
 * @param name empty for the whole file
 * @param line where it begins, from 1; 0 for the whole file
 */
record ConfSection(String name, int line, List<ConfValue> values, List<ConfSection> sections) {
    /** One {@code key: value}. */
    record ConfValue(String key, String value, int line) {}

    ConfSection {
        values = List.copyOf(values);
        sections = List.copyOf(sections);
    }

    /** The value that counts: the last of that key. */
    Optional<ConfValue> value(String key) {
        return values.stream().filter(value -> value.key().equals(key)).reduce((first, second) -> second);
    }

    List<ConfSection> sections(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).toList();
    }
}
