package io.systole.actors.fencer;

import java.util.List;

/**
 * What this node's Fencer knows.
 *
 * @param ended the last fencings of the cluster, oldest first
 */
public record FencingHistory(List<FencingRecord> ended, List<FencingUnderway> underway) {
    public FencingHistory {
        ended = List.copyOf(ended);
        underway = List.copyOf(underway);
    }
}
