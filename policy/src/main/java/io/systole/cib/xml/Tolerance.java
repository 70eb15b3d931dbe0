package io.systole.cib.xml;

import io.systole.cib.xml.CibFault.Kind;

/** What becomes of a document where an element is not as its reader expects it. */
enum Tolerance {
    /** People write it, for this cluster. */
    STRICT(Kind.STRUCTURE, Kind.STRUCTURE, Kind.STRUCTURE),
    /** Another cluster wrote it, which may know more of the same elements. */
    FOREIGN(Kind.IGNORED, Kind.STRUCTURE, Kind.STRUCTURE),
    /** Other versions may say more. */
    OPEN(Kind.IGNORED, Kind.IGNORED, Kind.STRUCTURE),
    /** Clusters write it, not people: what is not whole is left out as well. */
    BOOKKEEPING(Kind.IGNORED, Kind.IGNORED, Kind.IGNORED);

    private final Kind unknownAttribute;
    private final Kind unknownElement;
    private final Kind incomplete;

    Tolerance(Kind unknownAttribute, Kind unknownElement, Kind incomplete) {
        this.unknownAttribute = unknownAttribute;
        this.unknownElement = unknownElement;
        this.incomplete = incomplete;
    }

    Kind unknownAttribute() {
        return unknownAttribute;
    }

    Kind unknownElement() {
        return unknownElement;
    }

    /** An attribute that has to be there and is not, or a second element of which there may be one. */
    Kind incomplete() {
        return incomplete;
    }
}
