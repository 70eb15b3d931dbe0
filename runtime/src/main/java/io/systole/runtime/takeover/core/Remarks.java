package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The remarks on one source, while it is gone through. */
final class Remarks {
    private final String source;
    private final List<Remark> all = new ArrayList<>();

    Remarks(String source) {
        this.source = source;
    }

    void taken(ConfValue value, String words) {
        add(value.line(), text(value), Remark.Kind.TAKEN, words);
    }

    void differs(ConfValue value, String words) {
        add(value.line(), text(value), Remark.Kind.DIFFERS, words);
    }

    void none(ConfValue value, String words) {
        add(value.line(), text(value), Remark.Kind.NO_COUNTERPART, words);
    }

    void fault(ConfValue value, String words) {
        fault(value.line(), text(value), words);
    }

    void fault(int line, String what, String words) {
        add(line, what, Remark.Kind.FAULT, words);
    }

    void add(int line, String what, Remark.Kind kind, String words) {
        all.add(new Remark(source, line, what, kind, words));
    }

    /** By their lines. */
    List<Remark> sorted() {
        return all.stream().sorted(Comparator.comparingInt(Remark::line)).toList();
    }

    private static String text(ConfValue value) {
        return value.key() + ": " + (value.key().equals("key") ? "(secret)" : value.value());
    }
}
