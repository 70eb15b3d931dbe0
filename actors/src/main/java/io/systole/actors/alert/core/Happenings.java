package io.systole.actors.alert.core;

import io.systole.actors.alert.core.Happening.Kind;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.ResultWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened, in the words of alert agents (Pacemaker Explained, "Alerts", the variables passed to agents). */
final class Happenings {
    private Happenings() {}

    static Happening node(Cib cib, NodeNews.Change change) {
        String id = cib.configuration().nodes().stream()
                .filter(node -> change.node().equals(node.uname()))
                .map(ConfiguredNode::id)
                .findFirst()
                .orElse(change.node().value());
        var facts = new TreeMap<String, String>();
        facts.put("nodeid", id);
        facts.put("desc", change.member() ? "member" : "lost");
        return new Happening(Kind.NODE, change.node(), facts, change.at());
    }

    /** The member that had it done; empty where nobody tried. */
    static Optional<NodeName> leader(FencingRecord fencing) {
        FencingOutcome outcome = fencing.outcome();
        return outcome instanceof Fenced done
                ? Optional.of(done.executor())
                : Optional.ofNullable(((Failed) outcome).ledBy());
    }

    static Happening fencing(FencingRecord fencing) {
        boolean done = fencing.outcome() instanceof Fenced;
        String how = fencing.outcome() instanceof Failed failed ? failed.why() : "OK";
        var facts = new TreeMap<String, String>();
        facts.put("task", fencing.action().word());
        facts.put("rc", done ? "0" : "1");
        facts.put(
                "desc",
                "Operation " + fencing.action().word() + " of " + fencing.target() + " by "
                        + leader(fencing).map(NodeName::value).orElse("nobody") + " for " + fencing.requestedBy() + ": "
                        + how);
        return new Happening(Kind.FENCING, fencing.target(), facts, fencing.at());
    }

    /** The result of an operation; empty for one that has just begun, and for a monitor that found what was expected. */
    static Optional<Happening> operation(AlertEvent.OperationEnded ended) {
        OpHistory entry = ended.entry();
        int status = number(entry.opStatus());
        int rc = number(entry.rcCode());
        String key = entry.transitionKey();
        int target = TransitionKey.parse(key == null ? "" : key)
                .map(TransitionKey::targetRc)
                .orElse(0);
        boolean dull = entry.operation().equals("monitor") && status == 0 && rc == target;
        if (status == OperationResult.PENDING || dull) {
            return Optional.empty();
        }
        var facts = new TreeMap<String, String>();
        facts.put("rsc", ended.resource().value());
        facts.put("task", entry.operation());
        facts.put("interval", entry.interval() == null ? "0" : entry.interval());
        facts.put("desc", status == 0 ? ResultWords.ofResult(rc) : ResultWords.ofStatus(Integer.toString(status)));
        facts.put("status", Integer.toString(status));
        facts.put("rc", Integer.toString(rc));
        facts.put("target_rc", Integer.toString(target));
        String took = entry.times().execTime();
        facts.put("exec_time", took == null ? "0" : took);
        return Optional.of(new Happening(Kind.RESOURCE, ended.node(), facts, ended.at()));
    }

    private static int number(@Nullable String text) {
        return (int) Numbers.integerOr(text, 0);
    }

    /** What changed of the transient attributes of the nodes that this one speaks for, and did so before. */
    static List<Happening> attributes(Cib before, Cib now, NodeName self, Instant at) {
        var happenings = new ArrayList<Happening>();
        for (NodeState state : now.status().nodeStates()) {
            NodeState known = state(before, state.uname());
            if (known != null && speaksFor(self, known) && speaksFor(self, state)) {
                add(happenings, state.uname(), values(known), values(state), at);
            } else if (known == null && self.equals(state.uname())) {
                add(happenings, self, new TreeMap<>(), values(state), at);
            }
        }
        return happenings;
    }

    private static void add(
            List<Happening> happenings,
            @Nullable NodeName node,
            SortedMap<String, String> before,
            SortedMap<String, String> now,
            Instant at) {
        var names = new TreeMap<>(before);
        names.putAll(now);
        for (String name : names.keySet()) {
            String value = now.get(name);
            if (node != null && (value == null || !value.equals(before.get(name)))) {
                var facts = new TreeMap<String, String>();
                facts.put("attribute_name", name);
                facts.put("attribute_value", value == null ? "" : value);
                happenings.add(new Happening(Kind.ATTRIBUTE, node, facts, at));
            }
        }
    }

    private static boolean speaksFor(NodeName self, NodeState state) {
        return self.equals(state.uname()) || self.value().equals(state.fields().connHost());
    }

    private static @Nullable NodeState state(Cib cib, @Nullable NodeName name) {
        return cib.status().nodeStates().stream()
                .filter(state -> name != null && name.equals(state.uname()))
                .findFirst()
                .orElse(null);
    }

    private static SortedMap<String, String> values(NodeState state) {
        var values = new TreeMap<String, String>();
        for (PropertySet set : state.transientSets()) {
            for (NvPair pair : set.pairs()) {
                if (pair.name() != null && pair.value() != null) {
                    values.putIfAbsent(pair.name(), pair.value());
                }
            }
        }
        return values;
    }
}
