package io.systole.cib.edit;

import io.systole.cib.Configuration;
import io.systole.cib.xml.CibFault;
import java.util.List;

/** What came of an edit. */
public sealed interface EditResult {
    /** The configuration that the edit asks for. */
    record Edited(Configuration configuration) implements EditResult {}

    /** Why the edit cannot be done. */
    record Refused(List<CibFault> faults) implements EditResult {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    static EditResult of(Configuration configuration) {
        return new Edited(configuration);
    }

    static EditResult refused(CibFault fault) {
        return new Refused(List.of(fault));
    }
}
