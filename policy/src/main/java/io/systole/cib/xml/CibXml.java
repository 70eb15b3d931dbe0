package io.systole.cib.xml;

import io.systole.cib.Cib;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the CIB as XML. Reading finds all faults at once, is bounded in size and depth, and never fails with
 * an exception: what is wrong with a document is part of the answer.
 */
public final class CibXml {
    /** The largest document that is read, in bytes: the full history of 5,000 resources on 64 nodes takes 180 MB. */
    public static final int SIZE_MAX = 256 * 1024 * 1024;

    private CibXml() {}

    public static CibReading read(String document) {
        if (document.length() > SIZE_MAX) {
            return failed(tooLarge());
        }
        return read(document.getBytes(StandardCharsets.UTF_8), brokenCharacter(document), Tolerance.STRICT);
    }

    /**
     * Reads the CIB of a cluster that may know more than this one: attributes that mean nothing here are told as ignored,
     * and left out.
     */
    public static CibReading readForeign(String document) {
        if (document.length() > SIZE_MAX) {
            return failed(tooLarge());
        }
        return read(document.getBytes(StandardCharsets.UTF_8), brokenCharacter(document), Tolerance.FOREIGN);
    }

    public static CibReading read(InputStream document) {
        try {
            return read(document.readNBytes(SIZE_MAX + 1));
        } catch (IOException unreadable) {
            return failed(fault("a document that cannot be read (" + unreadable.getMessage() + ")", "a readable one"));
        }
    }

    public static CibReading read(byte[] document) {
        if (document.length > SIZE_MAX) {
            return failed(tooLarge());
        }
        try {
            return read(
                    document, EightBytes.isAscii(document) ? -1 : brokenCharacter(decoded(document)), Tolerance.STRICT);
        } catch (CharacterCodingException notUtf8) {
            return failed(fault("bytes that are not UTF-8", "a document in UTF-8"));
        }
    }

    private static CibReading read(byte[] document, int brokenCharacter, Tolerance tolerance) {
        if (brokenCharacter >= 0) {
            return failed(fault("the character U+%04X".formatted(brokenCharacter), "characters that XML knows"));
        }
        List<CibFault> faults = new ArrayList<>();
        return reading(XmlParser.parse(document, faults), faults, tolerance);
    }

    /** The first character beyond ASCII that XML does not know, -1 if there is none; the parser sees to the others. */
    private static int brokenCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                int c = text.codePointAt(i);
                if (!References.isCharacter(c)) {
                    return c;
                }
                i += Character.charCount(c) - 1;
            }
        }
        return -1;
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The CIB as a document: the same text for equal CIBs, and read again it gives an equal CIB. */
    public static String write(Cib cib) {
        return DocumentWriter.document(cib);
    }

    private static CibReading reading(@Nullable XmlElement root, List<CibFault> parsing, Tolerance tolerance) {
        if (root == null) {
            return failed(parsing.isEmpty() ? fault("no element", "<cib>") : parsing.get(0));
        }
        if (!root.name().equals("cib")) {
            return failed(new CibFault(
                    CibFault.Kind.STRUCTURE,
                    root.line(),
                    root.name(),
                    "this as the outermost element",
                    "<cib>",
                    "give the whole CIB, as `cib query` prints it"));
        }
        var context = new Context();
        Cursor at = Cursor.of(root, context, tolerance);
        Cib cib = DocumentReader.cib(at);
        at.done();
        context.faults().sort(Comparator.comparingInt(CibFault::line));
        boolean broken = context.faults().stream().anyMatch(fault -> fault.kind() == CibFault.Kind.STRUCTURE);
        return new CibReading(broken ? null : cib, context.faults(), context.lineOfId());
    }

    private static CibReading failed(CibFault fault) {
        return new CibReading(null, List.of(fault), new TreeMap<>());
    }

    private static CibFault tooLarge() {
        return fault("more than " + SIZE_MAX + " bytes", "at most that");
    }

    private static CibFault fault(String found, String expected) {
        return new CibFault(CibFault.Kind.STRUCTURE, 0, "cib", found, expected, "nothing was checked: mend this first");
    }
}
