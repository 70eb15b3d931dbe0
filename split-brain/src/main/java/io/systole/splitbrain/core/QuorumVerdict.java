package io.systole.splitbrain.core;

/**
 * Whether a side may act for the cluster, the votes behind it, and the reason in words for a status page.
 * <ul>
 *   <li>{@code needed}: of {@code expected}. Where quorum does not rest on a true majority of the nodes' own votes (two_node,
 *       a tie breaker, the oldest member, an arbiter), it is at most half: the side must then not take it for granted that no other side can have quorum before
 *       the others are surely down.
 * </ul>
 */
public record QuorumVerdict(boolean quorate, int votes, int needed, int expected, String reason, QuorumFacts facts) {
    public QuorumVerdict(boolean quorate, int votes, int needed, int expected, String reason) {
        this(quorate, votes, needed, expected, reason, QuorumFacts.none());
    }
}
