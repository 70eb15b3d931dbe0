package io.systole.policy.action;

/** A relation that is attached to the two actions it orders: both know it, and its effects may change or be voided. */
public final class Link {

    private final Action first;
    private final Action then;
    private int effects;

    Link(Action first, Action then, int effects) {
        this.first = first;
        this.then = then;
        this.effects = effects;
    }

    public Action first() {
        return first;
    }

    public Action then() {
        return then;
    }

    /** The {@link Effect} bits, {@link Effect#NONE} once void. */
    public int effects() {
        return effects;
    }

    public void setEffects(int effects) {
        this.effects = effects;
    }

    public boolean has(int wanted) {
        return (effects & wanted) != 0;
    }

    public boolean isVoid() {
        return effects == Effect.NONE;
    }

    @Override
    public String toString() {
        return first + " -> " + then;
    }
}
