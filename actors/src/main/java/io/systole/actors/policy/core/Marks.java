package io.systole.actors.policy.core;

import java.util.BitSet;

/** An immutable set of small numbers. */
final class Marks {
    static final Marks NONE = new Marks(new BitSet());

    private final BitSet bits;

    private Marks(BitSet bits) {
        this.bits = bits;
    }

    boolean has(int number) {
        return bits.get(number);
    }

    Marks with(int number) {
        BitSet changed = (BitSet) bits.clone();
        changed.set(number);
        return new Marks(changed);
    }

    Marks without(int number) {
        BitSet changed = (BitSet) bits.clone();
        changed.clear(number);
        return new Marks(changed);
    }

    Marks and(Marks others) {
        BitSet changed = (BitSet) bits.clone();
        changed.or(others.bits);
        return new Marks(changed);
    }

    Marks except(Marks others) {
        BitSet changed = (BitSet) bits.clone();
        changed.andNot(others.bits);
        return new Marks(changed);
    }

    /** The smallest number from {@code from} on, or -1. */
    int next(int from) {
        return bits.nextSetBit(from);
    }

    int count() {
        return bits.cardinality();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marks that && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
