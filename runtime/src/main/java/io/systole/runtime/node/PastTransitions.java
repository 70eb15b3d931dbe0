package io.systole.runtime.node;

import io.systole.actors.policy.wire.TransitionSummary.ActionSummary;
import io.systole.actors.policy.wire.Transitions;
import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.ResourceConfig;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.UserSight;
import io.systole.cib.tree.ElementXml;
import io.systole.runtime.http.ClusterDoor.PastPlan;
import io.systole.runtime.http.ClusterDoor.TransitionLine;
import io.systole.runtime.http.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Past transitions as one user may see them: the actions of resources and nodes that the user may read, and without the
 * reasons, which may name any.
 */
final class PastTransitions {
    private static final Pattern ACTION = Pattern.compile("(.+?)(?::\\d+)?_[a-z-]+_\\d+");

    private PastTransitions() {}

    static List<TransitionLine> seen(Transitions all, UserSight sight) {
        return all.transitions().stream()
                .map(transition -> new TransitionLine(
                        transition.number(),
                        sight.whole() ? transition.reason() : "",
                        sight.whole() ? transition.outcome() : "",
                        seenActions(transition.actions(), sight).stream()
                                .map(action -> action.key() + " on " + action.node()
                                        + (sight.whole() ? ": " + action.result() : ""))
                                .toList()))
                .toList();
    }

    /** The actions of resources and on nodes that the user may read. */
    static List<ActionSummary> seenActions(List<ActionSummary> actions, UserSight sight) {
        if (sight.whole() || actions.isEmpty()) {
            return actions;
        }
        var nodes = SeenStatus.nodes(sight);
        var resources = new TreeSet<String>();
        sight.cib().configuration().resources().forEach(resource -> gather(resource, resources));
        return actions.stream()
                .filter(action -> nodes.contains(action.node()) && isOf(resources, action.key()))
                .toList();
    }

    private static boolean isOf(Set<String> resources, String key) {
        var matcher = ACTION.matcher(key);
        return matcher.matches() && resources.contains(matcher.group(1));
    }

    private static void gather(ResourceConfig resource, Set<String> ids) {
        ids.add(resource.id().value());
        if (resource instanceof Group group) {
            group.members().forEach(member -> gather(member, ids));
        } else if (resource instanceof Clone clone) {
            gather(clone.child(), ids);
        } else if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            gather(bundle.primitive(), ids);
        }
    }

    static List<PastPlan> seenPlans(List<PastPlan> plans, UserSight sight) {
        return sight.whole()
                ? plans
                : plans.stream()
                        .map(plan -> new PastPlan(
                                plan.node(), plan.file(), plan.term(), plan.number(), plan.at(), "(hidden)"))
                        .toList();
    }

    /** The present permissions count, also for a CIB of the past. Empty where nothing may be read. */
    static Optional<Outcome> seenInput(String xml, AccessControl access) {
        return access.isUnrestricted()
                ? Optional.of(new Outcome.Done(xml))
                : ElementXml.read(xml)
                        .element()
                        .flatMap(access::readable)
                        .map(seen -> new Outcome.Done(ElementXml.write(seen)));
    }
}
