package io.systole.cib.tree;

import io.systole.cib.xml.CibFault;

/** What came of a change. */
public sealed interface TreeResult {
    /** The CIB after it; an equal one when there was nothing to change. */
    record Changed(Element cib) implements TreeResult {}

    /** Why it cannot be done; nothing changed. */
    record Refused(Reason reason, CibFault fault) implements TreeResult {}

    /** The kinds of refusals that the tools of the field tell apart. */
    enum Reason {
        NO_SUCH_OBJECT,
        EXISTS,
        BAD_INPUT,
        OLDER_THAN_PRESENT
    }

    static TreeResult refused(Reason reason, String element, String found, String expected, String advice) {
        return new Refused(reason, new CibFault(CibFault.Kind.REFERENCE, 0, element, found, expected, advice));
    }
}
