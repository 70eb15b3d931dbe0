package io.systole.splitbrain.core;

/**
 * What an operator said of the expected votes while the cluster runs.
 * <ul>
 *   <li>{@code number}: counts the operator's words; the highest holds, on every node. 0 before the first.
 *   <li>{@code votes}: the least that is expected; 0 for what the configuration says.
 * </ul>
 */
public record ExpectedVotes(long number, int votes) {
    public ExpectedVotes {
        if (number < 0 || votes < 0) {
            throw new IllegalArgumentException("expected votes " + votes + " by word number " + number);
        }
    }

    /** Nobody said anything. */
    public static ExpectedVotes asConfigured() {
        return new ExpectedVotes(0, 0);
    }
}
