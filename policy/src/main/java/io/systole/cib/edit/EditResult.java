package io.systole.cib.edit;

import io.systole.cib.Configuration;
import io.systole.cib.xml.CibFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an edit. */
public sealed interface EditResult {
    /**
     * The configuration that the edit asks for.
     *
     * @param schema the schema that it is to conform to from now on; null for the present one
     */
    record Edited(Configuration configuration, @Nullable String schema) implements EditResult {}

    /** Why the edit cannot be done. */
    record Refused(List<CibFault> faults) implements EditResult {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    static EditResult of(Configuration configuration) {
        return new Edited(configuration, null);
    }

    static EditResult refused(CibFault fault) {
        return new Refused(List.of(fault));
    }
}
