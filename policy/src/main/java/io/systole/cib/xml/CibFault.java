package io.systole.cib.xml;

/** One fault of a CIB document: where it is, what was found, what was expected, and what to do about it. */
public record CibFault(Kind kind, int line, String element, String found, String expected, String advice) {

    /** What a fault means for the document. */
    public enum Kind {
        /** The document, or this element of it, cannot be understood. */
        STRUCTURE,
        /** The element is understood, but the text of an attribute is not one of its kind. */
        VALUE,
        /** The element is understood, but refers to something that does not exist, or is defined twice. */
        REFERENCE,
        /** The element is understood, but the running cluster does not carry it out yet. */
        UNSUPPORTED,
        /** The change is understood, but the user may not make it. */
        ACCESS,
        /** Bookkeeping of an older or foreign writer in header or status, which is left out. */
        IGNORED
    }

    @Override
    public String toString() {
        String where = line > 0 ? "line " + line + ": " : "";
        return where + "<" + element + ">: found " + found + ", expected " + expected + "; " + advice;
    }
}
