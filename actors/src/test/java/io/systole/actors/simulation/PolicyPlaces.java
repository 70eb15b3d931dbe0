package io.systole.actors.simulation;

import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Phase;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one node runs policies: that of the cluster while it is the oldest full member, and that of a partition without
 * quorum by the rules of the quorum guard.
 */
final class PolicyPlaces {
    private static final long GRACE = 2 * MembershipPart.DETECTION;

    private final NodeRun run;
    private final SortedMap<Integer, PolicyPart> policies = new TreeMap<>();
    private @Nullable PolicyPart dc;
    private @Nullable PolicyPart own;
    private @Nullable MembershipView view;
    private long grace;
    private boolean waiting;
    private int number;

    PolicyPlaces(NodeRun run) {
        this.run = run;
    }

    @Nullable
    PolicyPart dc() {
        return dc;
    }

    void onGossip() {
        Gossip.Member oldest = run.membership.gossip().oldest();
        boolean here = oldest != null && oldest.run() == run.id && oldest.phase() == Phase.UP;
        if (here && dc == null) {
            run.say("becomes the DC");
            dc = begin(true);
        }
    }

    /** The DC needs a new term. */
    void beginAnew() {
        run.say("begins anew as the DC");
        Objects.requireNonNull(dc).end();
        dc = begin(true);
    }

    private PolicyPart begin(boolean forAll) {
        number++;
        var begun = new PolicyPart(run, number, forAll);
        policies.put(number, begun);
        begun.start();
        return begun;
    }

    void onView(MembershipView changed) {
        PolicyPart there = dc;
        if (there != null) {
            there.onView(changed);
        }
    }

    void onCib(Cib cib) {
        PolicyPart there = dc;
        if (there != null) {
            there.onCib(cib);
        }
    }

    void onCibOfGuard(Cib cib) {
        PolicyPart there = own;
        if (there != null) {
            there.onCib(cib);
        }
    }

    void reported(int to, OperationReport report) {
        PolicyPart there = policies.get(to);
        if (there != null) {
            there.onReport(report);
        }
    }

    void answered(int to, TermAnswer answer) {
        PolicyPart there = policies.get(to);
        if (there != null) {
            there.onTerm(answer);
        }
    }

    void onViewOfGuard(MembershipView changed) {
        view = changed;
        PolicyPart there = own;
        if (there != null) {
            there.onView(changed);
        }
        if (!isOnItsOwn(changed)) {
            grace++;
            waiting = false;
            if (own != null) {
                run.say("ends its own policy: quorum or a DC is back");
                Objects.requireNonNull(policies.remove(Objects.requireNonNull(own).number))
                        .end();
                own = null;
            }
        } else if (own == null && !waiting) {
            waiting = true;
            grace++;
            long set = grace;
            run.later(Part.GUARD, GRACE, () -> graceOver(set));
        }
    }

    private void graceOver(long set) {
        MembershipView seen = view;
        if (set == grace && own == null && seen != null && isOnItsOwn(seen)) {
            waiting = false;
            run.say("carries no-quorum-policy out by itself");
            own = begin(false);
        }
    }

    private boolean isOnItsOwn(MembershipView seen) {
        NodeName there = run.membership.dc();
        boolean hasDc = there != null && seen.online().contains(there);
        return !seen.quorate() && seen.selfLeads() && !hasDc;
    }
}
