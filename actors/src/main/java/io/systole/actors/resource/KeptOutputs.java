package io.systole.actors.resource;

import io.systole.actors.resource.wire.FailureOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What agents printed in the operations that failed on this node: of each operation of each resource in its last failure,
 * until its failures are cleaned up or the node ends.
 */
final class KeptOutputs {
    private final SortedMap<String, SortedMap<String, FailureOutput>> byResource = new TreeMap<>();

    void keep(FailureOutput output) {
        byResource.computeIfAbsent(output.resource(), first -> new TreeMap<>()).put(output.operation(), output);
    }

    /** Of one resource as the history names it. */
    void forget(String resource) {
        byResource.remove(resource);
    }

    /** Of a primitive with all its instances. */
    List<FailureOutput> of(String primitive) {
        var found = new ArrayList<FailureOutput>();
        byResource.forEach((resource, outputs) -> {
            if (resource.equals(primitive) || resource.startsWith(primitive + ":")) {
                found.addAll(outputs.values());
            }
        });
        return found;
    }
}
