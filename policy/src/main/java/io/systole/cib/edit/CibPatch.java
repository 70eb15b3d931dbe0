package io.systole.cib.edit;

import io.systole.cib.Cib;
import io.systole.cib.Status;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.PatchSummary;
import io.systole.cib.tree.TreeDiff;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.xml.CibXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The difference between two configurations as a patch of format 2: how a change is remembered, sent on and taken back.
 * The status is left out.
 */
public final class CibPatch {
    private static final String UNDO = "undo";

    private CibPatch() {}

    /** The patch that makes the second of the first, header and version included. */
    public static Element between(Cib before, Cib after) {
        return between(element(before), element(after));
    }

    /** The same of elements, which are without status. */
    public static Element between(Element before, Element after) {
        return TreeDiff.between(before, after);
    }

    /**
     * The same patch, with what takes it back in an element {@code undo} of its own, which the tools of the field and
     * {@link #apply} leave aside: a patch by itself does not say what it deletes.
     */
    public static Element withUndo(Element before, Element after) {
        Element patch = TreeDiff.between(before, after);
        List<Element> content = new ArrayList<>(patch.children());
        content.add(Element.empty(UNDO).containing(List.of(TreeDiff.between(after, before))));
        return patch.containing(content);
    }

    /** The CIB before a patch that says how it is taken back; empty when this one does not, or does not fit. */
    public static Optional<Cib> undo(Element after, String patch) {
        return ElementXml.read(patch)
                .element()
                .flatMap(CibPatch::undoing)
                .flatMap(back -> apply(after, ElementXml.write(back)));
    }

    /** The patch that takes a patch back, where it says so. */
    public static Optional<Element> undoing(Element patch) {
        return patch.child(UNDO).flatMap(undo -> undo.child("diff"));
    }

    /** A patch as the tools of the field make it. */
    public static Element plain(Element patch) {
        return patch.containing(patch.children().stream()
                .filter(child -> !child.name().equals(UNDO))
                .toList());
    }

    /** The CIB after the patch; empty when it does not fit this one. */
    public static Optional<Cib> apply(Cib before, String patch) {
        return apply(element(before), patch);
    }

    /** The same of elements, which are without status. */
    public static Optional<Cib> apply(Element before, String patch) {
        var result = TreeEdits.apply(before, new TreeEdit(TreeEdit.Operation.PATCH, null, null, patch));
        return result instanceof TreeResult.Changed changed
                ? CibXml.read(ElementXml.write(changed.cib())).understood()
                : Optional.empty();
    }

    /** What a patch does, in a line for an operator. */
    public static String summary(Element patch) {
        return PatchSummary.of(patch);
    }

    /** A CIB without its status as elements. */
    public static Element element(Cib cib) {
        return element(CibXml.write(new Cib(cib.header(), cib.configuration(), Status.empty())));
    }

    /** The text of a CIB that was written without its status, as elements. */
    public static Element element(String written) {
        return ElementXml.read(written)
                .element()
                .orElseThrow(() -> new IllegalStateException("a CIB that was written cannot be read again"));
    }
}
