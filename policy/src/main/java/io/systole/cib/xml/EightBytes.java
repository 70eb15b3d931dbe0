package io.systole.cib.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks at eight bytes of a document at once: each bit trick answers with the high bit of the bytes that it finds. */
final class EightBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private EightBytes() {}

    static long at(byte[] in, int index) {
        return (long) LONGS.get(in, index);
    }

    static boolean isAscii(byte[] in) {
        long all = 0;
        int at = 0;
        for (; at + Long.BYTES <= in.length; at += Long.BYTES) {
            all |= at(in, at);
        }
        for (; at < in.length; at++) {
            all |= in[at];
        }
        return (all & HIGHS) == 0;
    }

    /**
     * Where the first byte is that is not plain: a quote of that kind, an ampersand, an opening bracket, a control character
     * or no ASCII. Near the end of the document it may stop before.
     */
    static int plainUntil(byte[] in, int from, int quote) {
        int at = from;
        for (; at + Long.BYTES <= in.length; at += Long.BYTES) {
            long eight = at(in, at);
            long special = below(eight, ' ') | equal(eight, quote) | equal(eight, '&') | equal(eight, '<') | eight;
            if ((special & HIGHS) != 0) {
                return at + Long.numberOfTrailingZeros(special & HIGHS) / Byte.SIZE;
            }
        }
        return at;
    }

    /** The lowest bit that is set is right; those above it may be wrong. */
    private static long below(long eight, int limit) {
        return (eight - ONES * limit) & ~eight;
    }

    private static long equal(long eight, int wanted) {
        long differing = eight ^ (ONES * wanted);
        return (differing - ONES) & ~differing;
    }

    /** A short text in words of eight bytes, zeros behind it. */
    static long[] words(byte[] text) {
        byte[] padded = Arrays.copyOf(text, (text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        long[] words = new long[padded.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = at(padded, i * Long.BYTES);
        }
        return words;
    }

    /** Whether a text of that length, given in words, stands at a place. Near the end of the document it may miss one. */
    static boolean startsWith(byte[] in, int at, long[] words, int length) {
        if (at + words.length * Long.BYTES > in.length) {
            return false;
        }
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if (at(in, at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return begin(at(in, at + last * Long.BYTES) ^ words[last], length - last * Long.BYTES) == 0;
    }

    /** The first so many bytes alone, at least one of them. */
    private static long begin(long eight, int bytes) {
        return eight << (Byte.SIZE * (Long.BYTES - bytes));
    }

    /** Whether so many bytes are the same at two places, both of which have them. */
    static boolean same(byte[] in, int left, int right, int length) {
        if (length >= Long.BYTES) {
            for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
                if (at(in, left + i) != at(in, right + i)) {
                    return false;
                }
            }
            int last = length - Long.BYTES;
            return at(in, left + last) == at(in, right + last);
        }
        if (Math.max(left, right) + Long.BYTES <= in.length) {
            return length == 0 || begin(at(in, left) ^ at(in, right), length) == 0;
        }
        return Arrays.equals(in, left, left + length, in, right, right + length);
    }
}
