package io.systole.actors.simulation;

import io.systole.actors.node.core.Knocks;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.SurvivorEvent;
import io.systole.splitbrain.core.formation.Answer;
import io.systole.splitbrain.core.formation.FormationCore;
import io.systole.splitbrain.core.formation.FormationEffect;
import io.systole.splitbrain.core.formation.FormationEvent;
import io.systole.splitbrain.core.formation.FormationState;
import io.systole.splitbrain.core.formation.Stage;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How one node finds its cluster: the real core, and messages as its actor sends them. */
final class FormationPart implements FormationEffect.Port {
    private static final int TICK = 200;

    private final NodeRun run;
    private Knocks knocks = Knocks.none();
    private FormationState core;
    private @Nullable MembershipView view;
    private SortedSet<NodeName> supporters = new TreeSet<>();

    FormationPart(NodeRun run) {
        this.run = run;
        core = FormationState.started(
                run.name, run.world.drawn.quorum(), run.time().instant());
    }

    void start() {
        run.later(Part.FORMATION, run.time().draw(TICK), this::tick);
    }

    boolean isMember() {
        return core.stage() == Stage.MEMBER;
    }

    String detail() {
        return FormationCore.detail(core, now());
    }

    private Instant now() {
        return run.time().instant();
    }

    private void tick() {
        SortedSet<NodeName> lasting = knocks.supporters(now());
        if (!lasting.equals(supporters)) {
            supporters = lasting;
            run.membership.told(new SurvivorEvent.SupportersChanged(lasting, now()));
        }
        step(new FormationEvent.TimePassed(now()));
        run.later(Part.FORMATION, TICK, this::tick);
    }

    void onView(MembershipView changed) {
        view = changed;
        knocks = knocks.in(changed);
        List<NodeName> heard = changed.nodes().stream()
                .filter(known -> isHeard(known.standing()))
                .map(NodeView::name)
                .toList();
        boolean full =
                changed.node(run.name).filter(self -> self.standing().online()).isPresent();
        step(new FormationEvent.MembershipSeen(heard, changed.quorate(), full, now()));
    }

    private static boolean isHeard(Standing standing) {
        return standing == Standing.PENDING || standing == Standing.ONLINE || standing == Standing.LEAVING;
    }

    private void step(FormationEvent event) {
        Step<FormationState, FormationEffect> step = FormationCore.step(core, event);
        core = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    @Override
    public void askAround(List<NodeName> nodes) {
        NodeName asked = FormationCore.asked(core, now());
        run.send(nodes, Part.FORMATION, there -> there.formation.hello(run, asked));
    }

    private void hello(NodeRun from, @Nullable NodeName joining) {
        MembershipView seen = view;
        if (seen != null && seen.quorum().facts().expelled() != null) {
            return;
        }
        knocks = knocks.heard(from.name, joining, seen, now());
        boolean knows = seen != null
                && seen.nodes().stream()
                        .anyMatch(known -> known.name().equals(from.name)
                                && known.incarnation() == from.id
                                && !known.standing().surelyDown());
        var answer = new Answer(
                run.name,
                core.stage(),
                FormationCore.supported(core, now()),
                core.members(),
                knows,
                seen != null && seen.quorate(),
                seen != null && seen.seenAll(),
                seen != null && seen.settled(),
                FormationCore.clusterAge(core, now()),
                false,
                now());
        run.send(from.name, Part.FORMATION, there -> {
            if (there.id == from.id) {
                there.formation.answered(answer);
            }
        });
    }

    private void answered(Answer answer) {
        step(new FormationEvent.Answered(new Answer(
                answer.from(),
                answer.stage(),
                answer.supports(),
                answer.members(),
                answer.knowsAsker(),
                answer.quorate(),
                answer.seenAll(),
                answer.settled(),
                answer.clusterAge(),
                answer.damaged(),
                now())));
    }

    @Override
    public void form() {
        run.tell(Part.PEKKO, run.membership.pekko()::form);
    }

    @Override
    public void join(NodeName member, boolean seenAll, boolean settled) {
        run.membership.told(new SurvivorEvent.JoinedRunningCluster(seenAll, settled, now()));
        run.tell(Part.PEKKO, () -> run.membership.pekko().join(member));
    }

    @Override
    public void rejoin(NodeName other, String reason) {
        run.say("gives up its cluster for that of " + other + ": " + reason);
        run.node.leave(true);
    }
}
