package io.systole.actors.policy.core;

import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.policy.graph.GraphResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a new CIB means compared with the one before: which actions in flight it confirms, and what in it no plan knows of,
 * so that it has to be planned anew. What did not change is the same object in both, so comparing is cheap.
 *
 * <p>No reason to plan is: the expected result of an own action, the record that an operation has begun, what goes with a
 * node that this transition fences or shuts down, an entry that this transition's cancel or clear_failcount removes. What
 * a remote node's connection brings is a reason only once the CIB shows that the connection was started: a plan from before
 * that would take the node for one whose connection has failed.
 */
public final class CibDelta {

    /** An action in flight and its result, as a node recorded it. */
    public record Confirmed(ActionRef ref, ActionResult result) {}

    /** A node attribute that has another value, and how that reads as a reason to plan. */
    public record ChangedAttribute(String name, String reason) {}

    private final String dc;
    private final SortedMap<String, ActionRef> adopted;
    private final TransitionState transition;
    private final List<Confirmed> confirmed = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<ChangedAttribute> changedAttributes = new ArrayList<>();
    private final List<String> connected = new ArrayList<>();
    private boolean newSituation;

    private CibDelta(String dc, SortedMap<String, ActionRef> adopted, TransitionState transition) {
        this.dc = dc;
        this.adopted = adopted;
        this.transition = transition;
    }

    /**
     * Compares.
     *
     * @param dc the last part of the transition keys that this DC gives
     * @param adopted what an earlier DC ordered, by its transition key
     */
    public static CibDelta between(
            Cib before, Cib after, String dc, SortedMap<String, ActionRef> adopted, TransitionState transition) {
        var delta = new CibDelta(dc, adopted, transition);
        delta.compare(before, after);
        return delta;
    }

    public List<Confirmed> confirmed() {
        return List.copyOf(confirmed);
    }

    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** Attributes that nothing under way was expected to change. */
    public List<ChangedAttribute> changedAttributes() {
        return List.copyOf(changedAttributes);
    }

    /** Whether something outside of the resources changed, so that the next plan has a new chance. */
    public boolean newSituation() {
        return newSituation;
    }

    private void compare(Cib before, Cib after) {
        if (!Objects.equals(before.header().haveQuorum(), after.header().haveQuorum())) {
            newSituation = true;
            reasons.add(
                    "true".equals(after.header().haveQuorum())
                                    || "1".equals(after.header().haveQuorum())
                            ? "quorum was gained"
                            : "quorum was lost");
        }
        if (!before.configuration().equals(after.configuration())) {
            newSituation = true;
            reasons.add("the configuration changed");
        }
        if (!before.status().tickets().equals(after.status().tickets())) {
            newSituation = true;
            reasons.add("a ticket changed");
        }
        SortedMap<String, NodeState> old = byName(before);
        SortedMap<String, NodeState> now = byName(after);
        now.forEach((name, state) -> node(name, old.get(name), state));
        connected.stream().filter(name -> now.containsKey(name)).forEach(name -> {
            newSituation = true;
            reasons.add("node " + name + " is connected");
        });
        old.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> reasons.add("nothing is known of node " + name + " any more"));
    }

    private static SortedMap<String, NodeState> byName(Cib cib) {
        var nodes = new TreeMap<String, NodeState>();
        for (NodeState state : cib.status().nodeStates()) {
            NodeName name = state.uname();
            String key = name == null ? state.id() : name.value();
            if (key != null) {
                nodes.put(key, state);
            }
        }
        return nodes;
    }

    private void node(String name, @Nullable NodeState old, NodeState now) {
        if (now.equals(old)) {
            return;
        }
        if (old == null) {
            newSituation = true;
            reasons.add("node " + name + " appeared");
            return;
        }
        boolean goesDown = isDown(now) && Expected.isToGoDown(transition, name);
        boolean comes = Expected.isConnecting(transition, name);
        if (!old.fields().equals(now.fields()) && !goesDown && !comes) {
            newSituation = true;
            reasons.add("the state of node " + name + " changed");
        }
        if (!goesDown) {
            attributes(name, attributes(old), attributes(now));
        }
        history(name, old, now, goesDown || comes);
    }

    /** Whether the node_state says that the node runs nothing: it is down, and that was wanted. */
    static boolean isDown(NodeState state) {
        return !"online".equals(state.fields().crmd())
                && "down".equals(state.fields().expected());
    }

    /** Whether the CIB has come to know the node as a full member: it comes by another way than the membership. */
    static boolean showsMember(Cib cib, NodeName node) {
        return cib.status().nodeStates().stream()
                .anyMatch(state -> node.equals(state.uname())
                        && "online".equals(state.fields().crmd()));
    }

    private static SortedMap<String, String> attributes(NodeState state) {
        var all = new TreeMap<String, String>();
        for (PropertySet set : state.transientSets()) {
            for (NvPair pair : set.pairs()) {
                if (pair.name() != null && pair.value() != null) {
                    all.put(pair.name(), pair.value());
                }
            }
        }
        return all;
    }

    private void attributes(String node, SortedMap<String, String> old, SortedMap<String, String> now) {
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            boolean expected = now.containsKey(name)
                    ? Expected.marksUnfenced(transition, node, name)
                    : Expected.clearsAttribute(transition, node, name);
            if (!Objects.equals(old.get(name), now.get(name)) && !expected) {
                changedAttributes.add(new ChangedAttribute(
                        name, "attribute " + name + " of node " + node + " is now " + now.get(name)));
            }
        }
    }

    private void history(String node, NodeState old, NodeState now, boolean goesOrComes) {
        SortedMap<String, LrmResource> before = new TreeMap<>();
        old.lrmResources().forEach(resource -> before.put(resource.id().value(), resource));
        for (LrmResource resource : now.lrmResources()) {
            LrmResource was = before.remove(resource.id().value());
            if (!resource.equals(was)) {
                resource(node, was, resource);
            }
        }
        if (!goesOrComes) {
            before.keySet().stream()
                    .filter(gone -> !Expected.removesHistory(transition, node, gone))
                    .forEach(gone -> reasons.add("the history of " + gone + " on node " + node + " was removed"));
        }
    }

    private void resource(String node, @Nullable LrmResource old, LrmResource now) {
        SortedMap<String, OpHistory> before = new TreeMap<>();
        if (old != null) {
            old.operations().forEach(entry -> before.put(entry.id(), entry));
        }
        for (OpHistory entry : now.operations()) {
            if (!entry.equals(before.remove(entry.id()))) {
                entry(node, entry);
            }
        }
        for (String gone : before.keySet()) {
            if (!Expected.removesEntry(transition, node, now.id().value(), gone)) {
                reasons.add("entry " + gone + " of node " + node + " was removed");
            }
        }
    }

    private void entry(String node, OpHistory entry) {
        int status = number(entry.opStatus(), 0);
        if (status < 0) {
            return;
        }
        String text = entry.operationKey() + " on " + node + ": rc " + entry.rcCode();
        TransitionKey key = TransitionKey.parse(entry.transitionKey() == null ? "" : entry.transitionKey())
                .orElse(null);
        ActionRef ref = key == null ? null : refOf(key);
        if (ref == null) {
            reasons.add(text + ", not asked for by this DC");
            return;
        }
        for (InFlight sent : transition.inFlight()) {
            if (sent.ref().equals(ref)) {
                String why = entry.exitReason() == null ? "" : entry.exitReason();
                confirmed.add(new Confirmed(ref, new ActionResult(number(entry.rcCode(), 1), status, why)));
                GraphResource resource = sent.action().resource();
                if (resource != null && Expected.connects(sent.action(), resource.id())) {
                    connected.add(resource.id());
                }
                return;
            }
        }
        String phase = transition.phaseOf(ref);
        boolean again = "0".equals(entry.interval()) && ("done".equals(phase) || "failed".equals(phase));
        if (!again) {
            reasons.add(text + (recurs(entry) ? ", a new result" : ", of an earlier transition"));
        }
    }

    private @Nullable ActionRef refOf(TransitionKey key) {
        ActionRef known = adopted.get(key.toString());
        if (known != null) {
            return known;
        }
        return key.dc().equals(dc) ? new ActionRef(key.transition(), key.action()) : null;
    }

    private static boolean recurs(OpHistory entry) {
        return entry.interval() != null && !entry.interval().equals("0");
    }

    private static int number(@Nullable String text, int missing) {
        try {
            return text == null ? missing : Integer.parseInt(text);
        } catch (NumberFormatException unreadable) {
            return missing;
        }
    }
}
