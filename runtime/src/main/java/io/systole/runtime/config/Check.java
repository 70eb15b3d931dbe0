package io.systole.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects the broken invariants of one section's record, so that its constructor can refuse them all at once. */
final class Check {
    /** One broken invariant: the key within the section, what was found and what must hold. */
    record Broken(String key, String found, String expected) {}

    /** Thrown by a record's constructor. */
    static final class InvalidSection extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final transient List<Broken> broken;

        InvalidSection(List<Broken> broken) {
            super(broken.toString());
            this.broken = broken;
        }

        List<Broken> broken() {
            return broken;
        }
    }

    private final List<Broken> broken = new ArrayList<>();

    Check that(boolean holds, String key, Object found, String expected) {
        if (!holds) {
            broken.add(new Broken(key, String.valueOf(found), expected));
        }
        return this;
    }

    Check between(String key, long found, long least, long most) {
        return that(found >= least && found <= most, key, found, "must be between " + least + " and " + most);
    }

    Check between(String key, Duration found, Duration least, Duration most) {
        return that(
                found.compareTo(least) >= 0 && found.compareTo(most) <= 0,
                key,
                inWords(found),
                "must be between " + inWords(least) + " and " + inWords(most));
    }

    void orThrow() {
        if (!broken.isEmpty()) {
            throw new InvalidSection(List.copyOf(broken));
        }
    }

    /** The duration as one would write it in the file. */
    static String inWords(Duration duration) {
        var ms = duration.toMillis();
        if (ms != 0 && ms % 60_000 == 0) {
            return ms / 60_000 + "m";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
