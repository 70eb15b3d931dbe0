package io.systole.cib.check;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says everything that keeps a document from becoming the configuration of a running cluster. */
public final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /** All faults in order of their lines; the document may be used if there are none. */
    public static List<CibFault> faults(CibReading reading, List<NodeName> nodes) {
        List<CibFault> faults = new ArrayList<>();
        reading.faults().stream()
                .filter(fault -> fault.kind() != CibFault.Kind.IGNORED)
                .forEach(faults::add);
        Cib cib = reading.cib();
        if (cib != null) {
            faults.addAll(References.faults(reading, cib.configuration(), nodes));
            faults.addAll(AccessFaults.of(reading, cib.configuration().acls()));
            faults.addAll(LiveSupport.faults(reading, cib.configuration(), nodes));
        }
        faults.sort(Comparator.comparingInt(CibFault::line));
        return List.copyOf(faults);
    }
}
