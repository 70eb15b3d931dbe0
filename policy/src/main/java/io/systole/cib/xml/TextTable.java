package io.systole.cib.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a document, made from its bytes: one that came before is found again rather than made anew, if nothing has
 * taken its slot since.
 */
final class TextTable {
    /** Longer texts rarely come again. */
    private static final int LENGTH_MAX = 80;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[] in;
    private final @Nullable String[] texts;
    /** Where each text stands in the document. */
    private final int[] places;

    TextTable(byte[] document, int slotsMax) {
        this.in = document;
        int slots = Integer.highestOneBit(slotsMax);
        this.texts = new @Nullable String[slots];
        this.places = new int[slots];
    }

    /** The text of some bytes, all of which are ASCII or not. */
    String text(int from, int to, boolean ascii) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LENGTH_MAX) {
            return made(from, to, ascii);
        }
        int slot = hash(from, to) & (texts.length - 1);
        String known = texts[slot];
        int place = places[slot];
        // A text that is not ASCII has fewer characters than bytes, so its length differs, or its bytes do.
        if (known != null && known.length() == length && Arrays.equals(in, place, place + length, in, from, to)) {
            return known;
        }
        String made = made(from, to, ascii);
        texts[slot] = made;
        places[slot] = from;
        return made;
    }

    /** Of the beginning, the middle and the end: texts of a CIB that differ mostly differ there. */
    private int hash(int from, int to) {
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
        return (int) (mixed >>> 40);
    }

    private String made(int from, int to, boolean ascii) {
        return new String(in, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
