package io.systole.cib.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document and how far it was read: names, quoted values and text, as XML 1.0 spells them. Texts that come
 * again are one string, since most of a CIB's values do.
 */
final class XmlSource {
    /** What a byte may mean within a quoted value, if anything special. */
    private static final byte SPECIAL = 1;

    private static final byte WIDE = 2;
    private static final byte BROKEN = 3;
    private static final byte[] VALUE = new byte[256];
    private static final boolean[] NAME = new boolean[256];

    static {
        Arrays.fill(VALUE, 0, ' ', BROKEN);
        Arrays.fill(VALUE, 128, 256, WIDE);
        Arrays.fill(NAME, 128, 256, true);
        Arrays.fill(NAME, '0', '9' + 1, true);
        Arrays.fill(NAME, 'A', 'Z' + 1, true);
        Arrays.fill(NAME, 'a', 'z' + 1, true);
        for (char special : "\t\n\r\"'&<".toCharArray()) {
            VALUE[special] = SPECIAL;
        }
        for (char special : "_:-.".toCharArray()) {
            NAME[special] = true;
        }
    }

    /** Why a document is no well-formed XML. */
    static final class NotWellFormed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String found;
        private final String expected;

        NotWellFormed(String found, String expected) {
            super(found, null, false, false);
            this.found = found;
            this.expected = expected;
        }

        String found() {
            return found;
        }

        String expected() {
            return expected;
        }
    }

    private final byte[] in;
    private final TextTable names;
    private final TextTable values;
    private int at;
    private int line = 1;

    XmlSource(byte[] document) {
        this.in = document;
        this.names = new TextTable(document, 1 << 8);
        this.values = new TextTable(document, Math.max(1 << 8, Math.min(document.length / 64, 1 << 17)));
    }

    int line() {
        return line;
    }

    boolean more() {
        return at < in.length;
    }

    boolean isAt(char wanted) {
        if (at >= in.length) {
            throw new NotWellFormed("the end of the document", "well-formed XML");
        }
        return in[at] == wanted;
    }

    boolean take(char wanted) {
        if (at < in.length && in[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    boolean take(String wanted) {
        if (wanted.length() > in.length - at) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (in[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        at += wanted.length();
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) {
            throw new NotWellFormed(shown(), "" + wanted);
        }
    }

    /** What stands here, for a fault. */
    String shown() {
        if (at >= in.length) {
            return "the end of the document";
        }
        int end = at;
        while (end < in.length && end < at + 20 && in[end] > ' ') {
            end++;
        }
        return "\"" + new String(in, at, Math.max(end - at, 1), StandardCharsets.UTF_8) + "\"";
    }

    /** Skips white space; answers whether there was any. */
    boolean skipSpace() {
        int from = at;
        while (at < in.length && isSpace(in[at])) {
            line += in[at] == '\n' ? 1 : 0;
            at++;
        }
        return at > from;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    String name() {
        int from = at;
        int all = 0;
        while (at < in.length && NAME[in[at] & 0xFF]) {
            all |= in[at];
            at++;
        }
        if (from == at || in[from] == '-' || in[from] == '.' || (in[from] >= '0' && in[from] <= '9')) {
            at = from;
            throw new NotWellFormed(shown(), "a name");
        }
        return names.text(from, at, all >= 0);
    }

    /** Takes an attribute that is spelled as it was the last time, up to where its value begins. */
    boolean takeName(Branch attribute) {
        int begin = attribute.spelledAt(in, at);
        if (begin < 0) {
            return false;
        }
        at = begin;
        return true;
    }

    /** A quoted value; white space in it counts as blanks, references stand for their characters. */
    String value(@Nullable Branch attribute) {
        int quote = isAt('"') ? '"' : '\'';
        expect((char) quote);
        return value(quote, attribute);
    }

    /** The value of an attribute whose first, double quote was taken. */
    String valueAfterQuote(Branch attribute) {
        int end = attribute.valueAgainAt(in, at);
        if (end < 0) {
            return value('"', attribute);
        }
        at = end + 1;
        return attribute.value();
    }

    private String value(int quote, @Nullable Branch attribute) {
        int from = at;
        at = EightBytes.plainUntil(in, at, quote);
        boolean ascii = true;
        while (at < in.length) {
            int b = in[at];
            if (b == quote) {
                String value = values.text(from, at, ascii, attribute);
                if (attribute != null && quote == '"' && at - from <= TextTable.LENGTH_MAX) {
                    attribute.remember(value, from, at);
                }
                at++;
                return value;
            }
            byte kind = VALUE[b & 0xFF];
            if (kind == BROKEN) {
                throw brokenCharacter();
            }
            if (kind == SPECIAL && b != '"' && b != '\'') {
                return specialValue(from, quote);
            }
            ascii &= kind != WIDE;
            at++;
        }
        throw new NotWellFormed("the end of the document", "the end of a quoted value");
    }

    private String specialValue(int from, int quote) {
        StringBuilder value = new StringBuilder();
        int copied = from;
        while (at < in.length) {
            int b = in[at];
            if (b == quote) {
                value.append(utf8(copied, at++));
                return value.toString();
            }
            if (b == '<') {
                throw new NotWellFormed("< in a quoted value", "&lt;");
            }
            if (b == '&' || isSpace(in[at])) {
                value.append(utf8(copied, at));
                if (b == '&') {
                    value.appendCodePoint(reference());
                } else {
                    blank(value);
                }
                copied = at;
            } else if (VALUE[b & 0xFF] == BROKEN) {
                throw brokenCharacter();
            } else {
                at++;
            }
        }
        throw new NotWellFormed("the end of the document", "the end of a quoted value");
    }

    /** One line end, of whatever kind, is one blank. */
    private void blank(StringBuilder value) {
        boolean pair = in[at] == '\r' && at + 1 < in.length && in[at + 1] == '\n';
        at += pair ? 1 : 0;
        line += in[at] == '\n' ? 1 : 0;
        at++;
        value.append(' ');
    }

    private int reference() {
        int from = ++at;
        while (at < in.length && in[at] != ';' && at - from < 12) {
            at++;
        }
        String name = utf8(from, at);
        if (!take(';')) {
            throw new NotWellFormed("&" + name, "a reference that ends with ;");
        }
        int character = References.character(name);
        if (character < 0) {
            throw new NotWellFormed("&" + name + ";", "a reference to a character that XML knows");
        }
        return character;
    }

    private NotWellFormed brokenCharacter() {
        return new NotWellFormed(String.format("the character 0x%02X", in[at]), "characters that XML knows");
    }

    /** Text up to the next tag. */
    String text() {
        int from = at;
        skipSpace();
        if (at >= in.length || in[at] == '<') {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int copied = from;
        while (at < in.length && in[at] != '<') {
            if (in[at] == '&') {
                text.append(lines(copied, at)).appendCodePoint(reference());
                copied = at;
            } else if (in[at] == ']' && take("]]>")) {
                throw new NotWellFormed("]]> in text", "]]&gt;");
            } else {
                step();
            }
        }
        return text.append(lines(copied, at)).toString();
    }

    private void step() {
        if (in[at] >= 0 && in[at] < ' ' && !isSpace(in[at])) {
            throw brokenCharacter();
        }
        line += in[at] == '\n' ? 1 : 0;
        at++;
    }

    /** The content of a CDATA section, whose beginning was taken. */
    String data() {
        int from = at;
        skipPast("]]>", "the end of a CDATA section");
        return lines(from, at - 3);
    }

    /** Skips a comment, whose beginning was taken. */
    void skipComment() {
        skipPast("--", "the end of a comment");
        if (!take('>')) {
            throw new NotWellFormed("-- in a comment", "the end of a comment");
        }
    }

    /** Skips a processing instruction, whose beginning was taken. */
    void skipInstruction() {
        if (name().equalsIgnoreCase("xml")) {
            throw new NotWellFormed("<?xml", "this only at the beginning of the document");
        }
        if (!take("?>")) {
            if (!skipSpace()) {
                throw new NotWellFormed(shown(), "a blank or ?>");
            }
            skipPast("?>", "the end of a processing instruction");
        }
    }

    /** Skips a byte order mark and the XML declaration; the encoding is UTF-8 whatever it says. */
    void declaration() {
        if (in.length >= 3 && in[0] == (byte) 0xEF && in[1] == (byte) 0xBB && in[2] == (byte) 0xBF) {
            at = 3;
        }
        int from = at;
        if (take("<?xml") && skipSpace()) {
            skipPast("?>", "the end of the XML declaration");
        } else {
            at = from;
        }
    }

    private void skipPast(String end, String expected) {
        while (at < in.length) {
            if (in[at] == end.charAt(0) && take(end)) {
                return;
            }
            step();
        }
        throw new NotWellFormed("the end of the document", expected);
    }

    /** Text as it stands in the document, where every line end counts as a line feed. */
    private String lines(int from, int to) {
        String text = utf8(from, to);
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private String utf8(int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }
}
