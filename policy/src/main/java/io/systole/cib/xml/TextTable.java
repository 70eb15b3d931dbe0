package io.systole.cib.xml;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a document, made from its bytes: one that came before is found again rather than made anew, if nothing has
 * taken its slot since.
 */
final class TextTable {
    /** Longer texts rarely come again. */
    static final int LENGTH_MAX = 80;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** A text that stands further back in the document than this can tell is made anew. */
    private static final int PLACE_BITS = 28;

    private static final int LENGTH_BITS = 7;
    /** Of the texts of an attribute that are mostly new, one in so many is looked up, to see whether that is still so. */
    private static final int SAMPLED = 8;

    private final byte[] in;
    private final @Nullable String[] texts;
    /** Of each text where it stands in the document, its length, and some bits of its hash: what it takes to reject it. */
    private final long[] keys;

    TextTable(byte[] document, int slotsMax) {
        this.in = document;
        int slots = Integer.highestOneBit(slotsMax);
        this.texts = new @Nullable String[slots];
        this.keys = new long[slots];
    }

    /** The text of some bytes, all of which are ASCII or not. */
    String text(int from, int to, boolean ascii) {
        return text(from, to, ascii, null);
    }

    /**
     * The text of some bytes, all of which are ASCII or not.
     *
     * @param attribute whose value it is, if that is of interest: it learns whether its values come again
     */
    String text(int from, int to, boolean ascii, @Nullable Branch attribute) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LENGTH_MAX || from >>> PLACE_BITS != 0) {
            return made(from, to, ascii);
        }
        long hash = hash(from, to);
        if (attribute != null && attribute.mostlyNew() && (hash & (SAMPLED - 1)) != 0) {
            return made(from, to, ascii);
        }
        long key = (hash << (PLACE_BITS + LENGTH_BITS)) | ((long) length << PLACE_BITS);
        int slot = (int) (hash >>> 36) & (texts.length - 1);
        boolean known = is(slot, key, from, length);
        if (!known && is(slot ^ 1, key, from, length)) {
            slot ^= 1;
            known = true;
        }
        if (attribute != null) {
            attribute.wasKnown(known);
        }
        return known ? Objects.requireNonNull(texts[slot]) : entered(slot, key | from, made(from, to, ascii));
    }

    /** Whether a slot has the text of these bytes. A key of other bits of hash or another length is rejected at once. */
    private boolean is(int slot, long key, int from, int length) {
        long there = keys[slot] ^ key;
        return there >>> PLACE_BITS == 0 && EightBytes.same(in, (int) there, from, length);
    }

    /** The text that was in the slot moves to the one beside it, and takes the place of the older text there. */
    private String entered(int slot, long key, String made) {
        keys[slot ^ 1] = keys[slot];
        texts[slot ^ 1] = texts[slot];
        keys[slot] = key;
        texts[slot] = made;
        return made;
    }

    /** Of the beginning, the middle and the end: texts of a CIB that differ mostly differ there. */
    private long hash(int from, int to) {
        int length = to - from;
        long mixed = length;
        if (length < Long.BYTES) {
            for (int i = from; i < to; i++) {
                mixed = mixed * 31 + in[i];
            }
        } else {
            mixed = (mixed + EightBytes.at(in, from)) * SPREAD;
            mixed = (mixed ^ (mixed >>> 29) ^ EightBytes.at(in, from + (length - Long.BYTES) / 2)) * SPREAD;
            mixed = mixed ^ (mixed >>> 29) ^ EightBytes.at(in, to - Long.BYTES);
        }
        mixed *= SPREAD;
        return mixed ^ (mixed >>> 32);
    }

    private String made(int from, int to, boolean ascii) {
        return new String(in, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
