package io.systole.actors.policy.core;

import io.systole.actors.policy.core.PolicyState.Draft;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;

/**
 * Decides when it is known again what a node does that was lost with orders on the way to it: when it is surely down, or
 * when it is a member again, has said what it had begun, and the CIB shows it as one. A node that is lost and cannot be
 * fenced stays in doubt.
 */
final class Doubts {
    private Doubts() {}

    static void settle(Draft draft, TransitionRun run) {
        MembershipView view = draft.view;
        Cib cib = draft.cib;
        if (view == null || cib == null) {
            return;
        }
        for (NodeName node : draft.transition.doubted()) {
            Standing standing = view.node(node).map(NodeView::standing).orElse(Standing.ABSENT);
            boolean down = standing.surelyDown() || standing == Standing.ABSENT || !ExecutionOptions.fences(cib);
            boolean back = standing.online()
                    && draft.unsure == null
                    && draft.unshown.isEmpty()
                    && CibDelta.showsMember(cib, node);
            if (down || back) {
                run.take(new TransitionEvent.NodeKnown(node, down));
            }
        }
    }
}
