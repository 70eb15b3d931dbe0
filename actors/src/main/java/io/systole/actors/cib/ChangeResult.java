package io.systole.actors.cib;

import io.systole.cib.CibVersion;
import io.systole.cib.xml.CibFault;
import java.util.List;

/** What became of a change of the configuration. */
public sealed interface ChangeResult {
    /** It is on the disks of all reachable members. */
    record Accepted(CibVersion version) implements ChangeResult {}

    /** It is faulty, and nothing was changed. */
    record Refused(List<CibFault> faults) implements ChangeResult {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** It could not be done for a reason that lies in the cluster, and nothing was changed. */
    record NotDone(String reason) implements ChangeResult {}

    /** It may have been done or not, now or later: ask for the CIB to see. */
    record Unknown(String reason) implements ChangeResult {}
}
