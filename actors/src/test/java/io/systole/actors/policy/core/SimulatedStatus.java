package io.systole.actors.policy.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.cib.TransientAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node's part of the status, changed as the CIB's actor does. */
final class SimulatedStatus {
    private final SortedMap<String, LrmResource> history = new TreeMap<>();
    private final SortedMap<String, String> attributes = new TreeMap<>();

    void apply(StatusChange change) {
        if (change instanceof StatusChange.PutHistory put) {
            String id = put.resource().id().value();
            var entries = new ArrayList<OpHistory>();
            LrmResource before = history.get(id);
            if (before != null) {
                entries.addAll(before.operations());
            }
            entries.removeIf(entry -> entry.id().equals(put.entry().id()));
            entries.add(put.entry());
            history.put(id, put.resource().withOperations(entries));
        } else if (change instanceof StatusChange.RemoveHistory remove) {
            String id = remove.resource().value();
            LrmResource before = history.get(id);
            if (remove.entryId() == null) {
                history.remove(id);
            } else if (before != null) {
                history.put(
                        id,
                        before.withOperations(before.operations().stream()
                                .filter(entry -> !entry.id().equals(remove.entryId()))
                                .toList()));
            }
        } else if (change instanceof StatusChange.PutAttribute put) {
            String value = put.value();
            if (value == null) {
                attributes.remove(put.name());
            } else {
                attributes.put(put.name(), value);
            }
        }
    }

    NodeState state(NodeName name, NodeFields fields) {
        List<NvPair> pairs = attributes.entrySet().stream()
                .map(entry -> new NvPair(name + "-" + entry.getKey(), null, entry.getKey(), entry.getValue()))
                .toList();
        var set = PropertySet.of("status-" + name, pairs);
        return new NodeState(
                name.value(),
                name,
                fields,
                new TransientAttributes(name.value(), List.of(set), List.of()),
                new Lrm(name.value(), List.copyOf(history.values())));
    }
}
