package io.systole.runtime.tls.x509;

import java.util.Arrays;

/** Reads ASN.1 values one after the other; every length is checked against what is there. */
final class DerInput {
    /** What is read does not have the form that it should have. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /** One value. */
    static final class Element {
        private final int tag;
        private final byte[] content;
        private final byte[] whole;

        private Element(int tag, byte[] content, byte[] whole) {
            this.tag = tag;
            this.content = content;
            this.whole = whole;
        }

        /** With its tag and length. */
        byte[] whole() {
            return whole;
        }

        DerInput in(int wanted) throws Malformed {
            return new DerInput(as(wanted));
        }

        byte[] as(int wanted) throws Malformed {
            if (tag != wanted) {
                throw new Malformed("tag " + tag + " where " + wanted + " was expected");
            }
            return content;
        }
    }

    private final byte[] bytes;
    private int at;

    DerInput(byte[] bytes) {
        this.bytes = bytes;
    }

    Element next() throws Malformed {
        int start = at;
        int tag = octet();
        int length = octet();
        if (length >= 0x80) {
            int octets = length & 0x7f;
            if (octets == 0 || octets > 3) {
                throw new Malformed("a length of " + octets + " octets");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | octet();
            }
        }
        if (length > bytes.length - at) {
            throw new Malformed("a length of " + length + " where " + (bytes.length - at) + " octets are left");
        }
        at += length;
        return new Element(tag, Arrays.copyOfRange(bytes, at - length, at), Arrays.copyOfRange(bytes, start, at));
    }

    void end() throws Malformed {
        if (at != bytes.length) {
            throw new Malformed("something follows the end");
        }
    }

    private int octet() throws Malformed {
        if (at >= bytes.length) {
            throw new Malformed("the end comes too early");
        }
        return bytes[at++] & 0xff;
    }
}
