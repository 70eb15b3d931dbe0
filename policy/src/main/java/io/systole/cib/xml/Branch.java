package io.systole.cib.xml;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What elements begin with: their attributes up to one of them, in order. Elements of a kind are mostly written alike, so
 * which attribute comes next, and often even its value, is guessed from the last time; a guess is one comparison of bytes.
 */
final class Branch {
    /** Longer elements are read without guesses. */
    private static final int DEPTH_MAX = 64;
    /** After so many values in a row of which none was known, most are taken for new. */
    private static final int MISSES_MAX = 256;

    private final @Nullable Branch before;
    private final String name;
    private final int depth;
    private final @Nullable String repeated;
    private final long[] spelling;
    private final int spellingLength;

    private @Nullable Branch guess;
    private final Map<String, Branch> next = new HashMap<>(4);
    private @Nullable AttributeNames names;

    /** The last value of this attribute and where it stands. */
    private String value = "";

    private int valueFrom;
    private int valueLength = -1;
    private int misses;

    private Branch(@Nullable Branch before, String name) {
        this.before = before;
        this.name = name;
        this.depth = before == null ? 0 : before.depth + 1;
        this.repeated = before == null ? null : before.repeated != null ? before.repeated : before.has(name);
        byte[] spelled = (" " + name + "=\"").getBytes(StandardCharsets.UTF_8);
        this.spelling = EightBytes.words(spelled);
        this.spellingLength = spelled.length;
    }

    /** Where an element begins that has no attribute yet. */
    static Branch root() {
        return new Branch(null, "");
    }

    private @Nullable String has(String wanted) {
        for (Branch at = this; at.before != null; at = at.before) {
            if (at.name.equals(wanted)) {
                return wanted;
            }
        }
        return null;
    }

    /** The attribute that is to be expected next, if any. */
    @Nullable
    Branch guess() {
        return guess;
    }

    /** The branch with one more attribute, which is known already. */
    @Nullable
    Branch known(String attribute) {
        Branch found = next.get(attribute);
        guess = found == null ? guess : found;
        return found;
    }

    /** The branch with one more attribute, which is not known; null where the element grows too long. */
    @Nullable
    Branch grown(String attribute) {
        if (depth == DEPTH_MAX) {
            return null;
        }
        Branch made = new Branch(this, attribute);
        next.put(attribute, made);
        guess = made;
        return made;
    }

    String name() {
        return name;
    }

    /** An attribute that is there twice, if any. */
    @Nullable
    String repeated() {
        return repeated;
    }

    AttributeNames names() {
        AttributeNames own = names;
        if (own == null) {
            String[] all = new String[depth];
            for (Branch at = this; at.before != null; at = at.before) {
                all[at.depth - 1] = at.name;
            }
            own = new AttributeNames(all);
            names = own;
        }
        return own;
    }

    /** Where the value of this attribute begins if it is spelled here, with one blank before it; else -1. */
    int spelledAt(byte[] in, int at) {
        return EightBytes.startsWith(in, at, spelling, spellingLength) ? at + spellingLength : -1;
    }

    /** Where the quote is that ends the value, if it is the last one again; else -1. */
    int valueAgainAt(byte[] in, int at) {
        int end = at + valueLength;
        return valueLength >= 0 && end < in.length && in[end] == '"' && EightBytes.same(in, valueFrom, at, valueLength)
                ? end
                : -1;
    }

    String value() {
        return value;
    }

    /** Remembers a value that stands in double quotes without anything special in it. */
    void remember(String last, int from, int to) {
        value = last;
        valueFrom = from;
        valueLength = to - from;
    }

    /** Whether values of this attribute are mostly new, so that not each is worth a place among those that may come again. */
    boolean mostlyNew() {
        return misses >= MISSES_MAX;
    }

    /** Notes whether a value had come before, by this or another name. */
    void wasKnown(boolean known) {
        misses = known ? 0 : Math.min(misses + 1, MISSES_MAX);
    }
}
