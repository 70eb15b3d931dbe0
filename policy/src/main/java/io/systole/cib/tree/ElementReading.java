package io.systole.cib.tree;

import io.systole.cib.tree.TreeResult.Reason;
import io.systole.cib.xml.CibFault;
import java.util.List;
import java.util.Optional;

/** What came of reading an element: the element, or why it is none. */
public record ElementReading(Optional<Element> element, List<CibFault> faults) {
    public ElementReading {
        faults = List.copyOf(faults);
    }

    TreeResult refusal() {
        return new TreeResult.Refused(Reason.BAD_INPUT, faults.get(0));
    }
}
