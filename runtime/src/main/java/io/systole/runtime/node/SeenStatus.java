package io.systole.runtime.node;

import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.Concern;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.StatusFacts;
import io.systole.runtime.status.StatusReading;
import io.systole.runtime.status.StatusView;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The status as one user may see it. It is made from what of the CIB the user may read, so it cannot show more; what is
 * known besides the CIB is shown of the nodes that the user may read, without the texts that may name anything.
 */
final class SeenStatus {
    private SeenStatus() {}

    static StatusView of(UserSight sight, StatusFacts facts, Subject subject) {
        return sight.whole()
                ? StatusReading.of(sight.cib(), facts)
                : StatusReading.of(sight.cib(), seen(facts, nodes(sight)))
                        .concerned(Concern.hidden("part of the CIB is hidden from " + subject
                                + ": resources and nodes may be missing here, and what needs attention is not told"));
    }

    /** The CIB for somebody who may read nothing of it. */
    static Outcome nothing(Subject subject) {
        return new Outcome.Forbidden(List.of(new Fault(
                "the CIB",
                subject + " may read nothing of it",
                "needs a role with permissions",
                "ask the administrator for one; `systole access whoami` shows what you have")));
    }

    /** The names of the nodes that may be read, in the configuration or in the status. */
    static Set<String> nodes(UserSight sight) {
        var names = new TreeSet<String>();
        sight.cib().configuration().nodes().forEach(node -> {
            if (node.uname() != null) {
                names.add(node.uname().value());
            }
        });
        sight.cib().status().nodeStates().forEach(state -> {
            if (state.uname() != null) {
                names.add(state.uname().value());
            }
        });
        return names;
    }

    private static StatusFacts seen(StatusFacts facts, Set<String> nodes) {
        var standings = new TreeMap<>(facts.standings());
        standings.keySet().retainAll(nodes);
        int notes = facts.phase().indexOf(':');
        return new StatusFacts(
                facts.cluster(),
                facts.askedNode(),
                standings,
                facts.quorate(),
                facts.quorum(),
                facts.dc() != null && nodes.contains(facts.dc()) ? facts.dc() : null,
                facts.waitingFor(),
                List.of(),
                new TreeMap<>(),
                facts.sbd(),
                notes < 0 ? facts.phase() : facts.phase().substring(0, notes),
                facts.fencing().stream()
                        .filter(fencing -> nodes.contains(fencing.target()))
                        .map(fencing -> new FencingView(
                                fencing.target(), fencing.action(), fencing.outcome(), null, "", fencing.at()))
                        .toList(),
                facts.at());
    }
}
