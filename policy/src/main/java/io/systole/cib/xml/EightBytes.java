package io.systole.cib.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
}
