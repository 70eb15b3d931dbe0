package io.systole.runtime.tls.x509;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes ASN.1 values in the distinguished encoding (X.690): tag, length, content. */
final class Der {
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    /** RFC 5280, 4.1.2.5: years up to 2049 are written with two digits. */
    private static final int LAST_SHORT_YEAR = 2049;

    private static final DateTimeFormatter SHORT = time("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG = time("yyyyMMddHHmmss'Z'");

    private Der() {}

    private static DateTimeFormatter time(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static byte[] value(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int from = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | (bytes.length - from));
            out.write(bytes, from, bytes.length - from);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return value(SEQUENCE, elements);
    }

    static byte[] sequence(List<byte[]> elements) {
        return value(SEQUENCE, elements.toArray(byte[][]::new));
    }

    static byte[] set(byte[]... elements) {
        return value(SET, elements);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    /** Whole bytes. */
    static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, new byte[] {0}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] instant(Instant at) {
        var year = at.atZone(ZoneOffset.UTC).getYear();
        var text = year <= LAST_SHORT_YEAR ? SHORT.format(at) : LONG.format(at);
        return value(year <= LAST_SHORT_YEAR ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** An element with a tag of its context's own. */
    static byte[] context(int number, boolean constructed, byte[] content) {
        return value(0x80 | (constructed ? 0x20 : 0) | number, content);
    }

    /** An object identifier in dotted numbers. */
    static byte[] oid(String dotted) {
        var out = new ByteArrayOutputStream();
        String[] numbers = dotted.split("\\.");
        out.write(40 * Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            long number = Long.parseLong(numbers[i]);
            int groups = Math.max(1, (63 - Long.numberOfLeadingZeros(number)) / 7 + 1);
            for (int group = groups - 1; group >= 0; group--) {
                out.write((int) (number >> (7 * group) & 0x7f) | (group > 0 ? 0x80 : 0));
            }
        }
        return value(0x06, out.toByteArray());
    }
}
