package io.systole.actors.policy.core;

import io.systole.actors.policy.core.PolicyState.Draft;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import java.util.List;

/**
 * Looks after what runs and is not waited for as something of the present transition: what an earlier DC ordered, and what
 * this one ordered of a node that was lost before it answered and is back. Both hold up their relatives until they have
 * ended: the planner takes what is being demoted or stopped for done, and would promote or start elsewhere at once.
 */
final class Adoption {
    private Adoption() {}

    static void adopt(Draft draft, Cib cib) {
        String dc = draft.toState().dc();
        for (Underway.Pending pending : Underway.in(cib)) {
            String key = pending.key().toString();
            boolean own = pending.key().dc().equals(dc);
            var ref = own
                    ? new ActionRef(pending.key().transition(), pending.key().action())
                    : new ActionRef(-1, draft.adopted.size());
            boolean awaited = draft.adopted.containsKey(key)
                    || draft.transition.inFlight().stream()
                            .anyMatch(sent -> sent.ref().equals(ref));
            if (!awaited) {
                draft.adopted.put(key, ref);
                draft.transition = draft.transition.withStraggler(new InFlight(ref, pending.action()));
            }
        }
    }

    /** What was adopted and the CIB shows no more has ended, however: nobody will tell, so it is not waited for. */
    static void dropUnheard(Draft draft, Cib cib, TransitionRun run) {
        var shown = Underway.keysShown(cib);
        for (var adopted : List.copyOf(draft.adopted.entrySet())) {
            boolean awaited = draft.transition.stragglers().stream()
                    .anyMatch(straggler -> straggler.ref().equals(adopted.getValue()));
            if (awaited && !shown.contains(adopted.getKey())) {
                run.take(new TransitionEvent.ActionFinished(
                        adopted.getValue(), new ActionResult(1, PolicyCore.REFUSED, "the CIB shows it no more")));
            }
        }
    }

    /** A lost node answers nothing that it was asked before; what it still does when it is back is adopted anew. */
    static void lose(Draft draft, NodeName node, TransitionRun run) {
        draft.transition.stragglers().stream()
                .filter(left -> left.isOn(node))
                .forEach(left -> draft.adopted.values().remove(left.ref()));
        run.take(new TransitionEvent.NodeLost(node));
    }
}
