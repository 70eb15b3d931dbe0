package io.systole.policy.verify;

import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found so far, with the lines of the document. */
final class Findings {
    private final CibReading reading;
    private final List<Finding> found = new ArrayList<>();

    Findings(CibReading reading) {
        this.reading = reading;
    }

    /** Whether an element of that id is in the document; what the planner made up is not. */
    boolean isWritten(String id) {
        return reading.lineOfId().containsKey(id);
    }

    /**
     * Adds a finding; one that is known is not repeated.
     *
     * @param id the id of the element; null where it has none
     */
    void add(Severity severity, String element, @Nullable String id, String what, String expected, String advice) {
        add(new Finding(
                severity,
                new CibFault(
                        CibFault.Kind.VALUE,
                        id == null ? 0 : reading.lineOf(id),
                        element,
                        what + (id == null ? "" : " in " + id),
                        expected,
                        advice)));
    }

    void add(Finding finding) {
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    /** All, by their lines. */
    List<Finding> inOrder() {
        found.sort(Comparator.comparingInt(finding -> finding.fault().line()));
        return List.copyOf(found);
    }
}
