package io.systole.cib.xml;

import io.systole.cib.Cib;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a document: the CIB, unless its structure is at fault, all faults in order of their lines, and the
 * line of each id.
 */
public record CibReading(@Nullable Cib cib, List<CibFault> faults, SortedMap<String, Integer> lineOfId) {
    public CibReading {
        faults = List.copyOf(faults);
        lineOfId = Collections.unmodifiableSortedMap(new TreeMap<>(lineOfId));
    }

    /** The CIB if it may become the configuration of a cluster: understood, and without dangling references. */
    public Optional<Cib> accepted() {
        boolean faulty = faults.stream().anyMatch(fault -> fault.kind() != CibFault.Kind.IGNORED);
        return faulty ? Optional.empty() : Optional.ofNullable(cib);
    }

    /** The CIB if it was understood, whatever it refers to. */
    public Optional<Cib> understood() {
        return Optional.ofNullable(cib);
    }

    /** The line on which the element of that id begins, 0 if it is not known. */
    public int lineOf(String id) {
        return lineOfId.getOrDefault(id, 0);
    }
}
