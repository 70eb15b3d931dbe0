package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One step in the making: the state so far and the effects so far. Lives only within a call of the core. */
final class Turn {
    private final List<CibEffect> effects = new ArrayList<>();
    private CibState state;

    Turn(CibState state) {
        this.state = state;
    }

    CibState state() {
        return state;
    }

    void become(CibState next) {
        state = next;
    }

    void writing(UnaryOperator<Writing> change) {
        state = state.withWriting(change.apply(state.writing()));
    }

    void held(UnaryOperator<Held> change) {
        state = state.withHeld(change);
    }

    void effect(CibEffect effect) {
        effects.add(effect);
    }

    /** Puts the CIB together anew, and has the subscribers told soon. */
    void changed() {
        state = state.withCib(Assembly.of(state));
        if (!state.publishing()) {
            state = state.withPublishing(true);
            effect(new CibEffect.SchedulePublish());
        }
    }

    /** The other nodes that may hear this one: neither unseen nor surely down. */
    List<NodeName> peers() {
        return others(standing -> standing != Standing.ABSENT && !standing.surelyDown());
    }

    /**
     * The other nodes that have to store what is written before it is accepted. One that is lost counts no more as soon
     * as it cannot have a quorum without this side: with a true majority here at once, else when it is surely down. So
     * what was accepted is never undone by those who were not asked.
     */
    List<NodeName> holders() {
        MembershipView view = state.view();
        boolean majority = view != null
                && view.quorate()
                && 2 * view.quorum().needed() > view.quorum().expected();
        return others(standing ->
                standing.online() || standing == Standing.SUSPECT || (standing == Standing.LOST && !majority));
    }

    /** What the membership says of a node's incarnation; empty when it was never seen. */
    Optional<NodeView> view(NodeName node) {
        MembershipView view = state.view();
        return view == null ? Optional.empty() : view.node(node);
    }

    private List<NodeName> others(Predicate<Standing> wanted) {
        MembershipView view = state.view();
        if (view == null) {
            return List.of();
        }
        return view.nodes().stream()
                .filter(node -> !node.name().equals(state.self()) && wanted.test(node.standing()))
                .map(NodeView::name)
                .toList();
    }

    Step done() {
        return new Step(state, effects);
    }
}
