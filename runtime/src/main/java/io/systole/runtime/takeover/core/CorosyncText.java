package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a corosync.conf as corosync.conf(5) has it: sections in braces, {@code key: value} in lines, {@code #} before comments.
 * All faults are found at once; what can be read is read.
 */
final class CorosyncText {
    /** Nobody writes sections so deep. */
    private static final int DEPTH_MAX = 16;

    private static final class Open {
        final String name;
        final int line;
        final List<ConfValue> values = new ArrayList<>();
        final List<ConfSection> sections = new ArrayList<>();

        Open(String name, int line) {
            this.name = name;
            this.line = line;
        }

        ConfSection close() {
            return new ConfSection(name, line, values, sections);
        }
    }

    private final Remarks remarks;
    private final Deque<Open> open = new ArrayDeque<>();

    private CorosyncText(Remarks remarks) {
        this.remarks = remarks;
    }

    /** The whole file; faults become remarks. */
    static ConfSection read(String text, Remarks remarks) {
        return new CorosyncText(remarks).read(text);
    }

    private ConfSection read(String text) {
        open.push(new Open("", 0));
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(line, number);
            }
        }
        while (open.size() > 1) {
            Open left = open.element();
            remarks.fault(left.line, left.name + " {", "the section is never closed: add a } behind its last line");
            close();
        }
        return open.element().close();
    }

    private void line(String line, int number) {
        if (line.endsWith("{")) {
            String name = line.substring(0, line.length() - 1).strip();
            if (name.isEmpty() || open.size() > DEPTH_MAX) {
                remarks.fault(
                        number, line, name.isEmpty() ? "a section needs a name" : "sections are nested too deeply");
            }
            open.push(new Open(name, number));
        } else if (line.equals("}")) {
            if (open.size() == 1) {
                remarks.fault(number, line, "no section is open here: take the } away");
            } else {
                close();
            }
        } else {
            value(line, number);
        }
    }

    private void value(String line, int number) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : line.substring(0, colon).strip();
        if (key.isEmpty() || line.endsWith("}")) {
            remarks.fault(number, line, "expected \"key: value\", \"section {\" or a } in a line of its own");
            return;
        }
        if (open.size() == 1) {
            remarks.fault(number, line, "stands in no section");
            return;
        }
        open.element().values.add(new ConfValue(key, line.substring(colon + 1).strip(), number));
    }

    private void close() {
        ConfSection closed = open.pop().close();
        open.element().sections.add(closed);
    }
}
