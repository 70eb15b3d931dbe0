package io.systole.splitbrain.core;

/**
 * Decides whether a full member's process is gone, because its host refuses connections to it. That is better evidence
 * than silence, and it comes at once. It is believed when more than half of those who could know say so, and at least two
 * of them, so that one node with a strange packet filter has nobody fenced; a lone witness has to do with itself. To be
 * wrong costs a fencing, as with a false alarm of the heartbeat, and never a second owner: what is gone is fenced all the
 * same before anything of it is taken over.
 */
final class Refusals {
    private Refusals() {}

    static boolean confirmed(SurvivorState state, KnownNode node) {
        if (state.refusals().isEmpty()
                || node.phase() != Phase.UP
                || node.end() != KnownNode.End.NONE
                || node.name().equals(state.self())) {
            return false;
        }
        long witnesses = state.nodes().values().stream()
                .filter(other -> isWitness(state, other, node))
                .count();
        long refused = state.nodes().values().stream()
                .filter(other -> isWitness(state, other, node))
                .filter(other -> state.refusals().contains(new Refusal(other.name(), node.name(), node.incarnation())))
                .count();
        long needed = witnesses < 2 ? 1 : Math.max(2, witnesses / 2 + 1);
        return refused >= needed;
    }

    /** A full member that this node hears and that hears this node: the others' words are old. */
    private static boolean isWitness(SurvivorState state, KnownNode other, KnownNode subject) {
        return other.alive()
                && other.phase().votes()
                && !other.name().equals(subject.name())
                && !state.cuts().contains(new Cut(state.self(), other.name()))
                && !state.cuts().contains(new Cut(other.name(), state.self()));
    }
}
