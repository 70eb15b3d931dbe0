package io.systole.actors.policy.core;

/** One action of one transition. */
public record ActionRef(int transition, int action) implements Comparable<ActionRef> {

    @Override
    public int compareTo(ActionRef other) {
        int byTransition = Integer.compare(transition, other.transition);
        return byTransition != 0 ? byTransition : Integer.compare(action, other.action);
    }

    @Override
    public String toString() {
        return transition + "/" + action;
    }
}
