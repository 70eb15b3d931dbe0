package io.systole.actors.simulation;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.node.core.MembershipOptions;
import io.systole.actors.node.core.OwnResources;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.Cib;
import io.systole.splitbrain.core.MembershipView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the root actor of one node does by itself: it tells the Fencer of the members, and ends the node. */
final class NodePart {
    private static final int LOOK_AGAIN = 200;
    private static final int ESCALATION = 15_000;
    private static final int GOOD_BYE = 10_000;

    private final NodeRun run;
    private @Nullable Cib cib;
    private MembershipOptions options = MembershipOptions.defaults();
    private boolean hadQuorum;
    private boolean leaving;
    private boolean orderly;
    private boolean gone;
    private long fenceSelf;
    private long leaveBy;

    NodePart(NodeRun run) {
        this.run = run;
    }

    void onCib(Cib changed) {
        cib = changed;
        options = MembershipOptions.of(changed);
    }

    void onView(MembershipView view) {
        run.tell(Part.FENCER, () -> run.fencer.onView(view));
        if (view.quorum().facts().expelled() != null) {
            leave(false);
        }
        boolean has = view.quorate();
        if (has) {
            fenceSelf++;
        } else if (hadQuorum && options.selfFence() && !leaving) {
            fenceSelf++;
            long set = fenceSelf;
            run.later(Part.NODE, 2 * MembershipPart.DETECTION, () -> fenceItself(set));
        }
        hadQuorum = has;
    }

    /** The resources are stopped by the partition's own policy; then the process ends. */
    private void fenceItself(long set) {
        if (set != fenceSelf) {
            return;
        }
        if (runsNothing()) {
            run.say("has no quorum, and no-quorum-policy is fence: it ends");
            run.world.processEnds(run);
        } else {
            run.later(Part.NODE, LOOK_AGAIN, () -> fenceItself(set));
        }
    }

    /** The node ends when it runs nothing any more; after a while it ends all the same, and the others have to fence it. */
    void leave(boolean asMember) {
        orderly = asMember;
        if (!run.formation.isMember()) {
            run.say("ends: it is no member");
            run.world.processEnds(run);
        } else if (!leaving) {
            leaving = true;
            leaveBy = run.time().now() + ESCALATION;
            String now = Long.toString(run.time().instant().getEpochSecond());
            run.cib.record(List.of(new StatusChange.PutAttribute("shutdown", now)));
            run.tell(Part.NODE, this::leaveWhenEmpty);
        }
    }

    /** The DC says that nothing runs here any more. */
    void granted() {
        if (leaving) {
            run.say("runs nothing any more: all was moved off");
            go();
        }
    }

    /** A member says good-bye first; one that is none any more just ends. */
    private void go() {
        if (orderly && !gone) {
            gone = true;
            run.tell(Part.PEKKO, run.membership.pekko()::leave);
            run.later(Part.NODE, GOOD_BYE, () -> run.world.processEnds(run));
        } else if (!gone) {
            run.world.processEnds(run);
        }
    }

    private void leaveWhenEmpty() {
        Cib read = cib;
        if (read != null && OwnResources.mayGo(read, run.membership.view())) {
            run.say("ends");
            go();
        } else if (run.time().now() >= leaveBy) {
            run.say("ends while it may still run something");
            run.world.processEnds(run);
        } else {
            run.later(Part.NODE, LOOK_AGAIN, this::leaveWhenEmpty);
        }
    }

    private boolean runsNothing() {
        Cib read = cib;
        return read != null && OwnResources.active(read, run.name).isEmpty();
    }
}
