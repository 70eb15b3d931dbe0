package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the scores of one end of a colocation into the table of the other, attenuated by the colocation's score, and so
 * on along further colocations. Factors are of single precision, as in the reference.
 */
final class ScoreMerge {
    /** The score of an entry that would have become negative, while such entries are not allowed. */
    private static final int MARKER = -100_000_000;

    private ScoreMerge() {}

    /**
     * How a merge is done.
     *
     * @param nonnegative positive entries do not become negative
     * @param active a result in which no node is usable is dropped
     * @param thisWith follows the primaries instead of the dependents
     */
    record Options(boolean nonnegative, boolean active, boolean thisWith) {
        Options further() {
            return new Options(nonnegative, true, thisWith);
        }
    }

    static float factor(int score) {
        return score / (float) Scores.INFINITY;
    }

    /** The table with the dependents' scores of a colocation merged in, as it is done for a primary that is placed. */
    static CandidateTable dependentInto(ColocationPair pair, PlanResource target, CandidateTable table) {
        boolean clone = target instanceof io.systole.policy.model.PlanClone;
        return merge(pair.dependent(), target, table, pair, factor(pair.score()), new Options(clone, true, false));
    }

    static CandidateTable merge(
            PlanResource source,
            PlanResource target,
            CandidateTable table,
            ColocationPair pair,
            float factor,
            Options options) {
        if (source.merging) {
            return table;
        }
        source.merging = true;
        try {
            if (source instanceof PlanGroup group) {
                return merge(group.first(), target, table, pair, factor, options);
            }
            CandidateTable copy = table.copy();
            addScores(source, target, copy, pair, factor, options);
            return follow(source, target, table, copy, factor, options);
        } finally {
            source.merging = false;
        }
    }

    /** The resource's own table with the scores of its primaries merged in; of a group from its last member. */
    static CandidateTable ownMerged(PlanResource resource) {
        PlanResource start = resource instanceof PlanGroup group ? group.last() : resource;
        start.merging = true;
        boolean grouped = start != resource;
        resource.merging = true;
        try {
            Options options = new Options(false, false, true);
            CandidateTable copy = start.candidates.copy();
            return follow(start, start, start.candidates, copy, 1.0f, options);
        } finally {
            start.merging = false;
            if (grouped) {
                resource.merging = false;
            }
        }
    }

    private static CandidateTable follow(
            PlanResource source,
            PlanResource target,
            CandidateTable before,
            CandidateTable merged,
            float factor,
            Options options) {
        CandidateTable copy = merged;
        if (copy.anyUsable()) {
            List<ColocationPair> pairs =
                    options.thisWith() ? ColocationLists.dependencies(source) : ColocationLists.dependents(source);
            for (ColocationPair pair : pairs) {
                if (!options.thisWith() && !ColocationLists.influences(pair, pair.primary())) {
                    continue;
                }
                PlanResource other = options.thisWith() ? pair.primary() : pair.dependent();
                float further = factor * pair.score() / Scores.INFINITY;
                copy = merge(other, target, copy, pair, further, options.further());
            }
        } else if (options.active()) {
            return before;
        }
        if (options.nonnegative()) {
            for (Candidate candidate : copy.walk()) {
                if (candidate.score == MARKER) {
                    candidate.set(1, "kept allowed");
                }
            }
        }
        return copy;
    }

    private static void addScores(
            PlanResource source,
            PlanResource target,
            CandidateTable table,
            ColocationPair pair,
            float factor,
            Options options) {
        CandidateTable scores = withGroupLocations(source, pair);
        for (Candidate entry : table.walk()) {
            int best = best(source, target, scores, entry.node, pair.nodeAttribute());
            if (factor < 0 && best < 0 && !onlyChoice(pair, best)) {
                continue;
            }
            if (entry.score == MARKER) {
                continue;
            }
            int delta = delta(factor, best);
            int sum = Scores.add(entry.score, delta);
            if (options.nonnegative() && sum < 0 && entry.score >= 0) {
                if (entry.score > 0) {
                    entry.score = MARKER;
                }
                continue;
            }
            entry.add(delta, "colocation " + pair.id() + " with " + source.id);
        }
    }

    /** A later member of a group carries the group's locations only as zeros: they are looked up at the group. */
    private static CandidateTable withGroupLocations(PlanResource source, ColocationPair pair) {
        if (source == pair.dependent()
                && pair.explicit()
                && source.parent instanceof PlanGroup group
                && group.first() != source) {
            CandidateTable copy = source.candidates.copy();
            for (LocationWish wish : group.locations) {
                LocationPhase.addTo(copy, group, wish);
            }
            return copy;
        }
        return source.candidates;
    }

    private static int delta(float factor, int score) {
        float product = factor * score;
        int delta = (int) (product < 0 ? (double) product - 0.5 : (double) product + 0.5);
        if (delta == 0 && score != 0) {
            return factor > 0 ? 1 : factor < 0 ? -1 : 0;
        }
        return delta;
    }

    /** Whether a negative preference may push the primary onto a node, since the dependent has no other choice. */
    private static boolean onlyChoice(ColocationPair pair, int score) {
        if (pair.primary().stickiness >= -score || !ColocationLists.influences(pair, pair.primary())) {
            return false;
        }
        return pair.dependent().candidates.walk().stream()
                        .filter(candidate -> candidate.score >= 0)
                        .count()
                == 1;
    }

    /** The highest score of the source on able nodes that have the same value of the attribute as the node. */
    private static int best(
            PlanResource source, PlanResource target, CandidateTable scores, PlanNode node, String attribute) {
        if (attribute.equals(ColocationPair.NODE_NAME) && !node.remoteType && source.bundle() == null) {
            Candidate same = scores.get(node);
            return same != null && node.able() ? same.score : -Scores.INFINITY;
        }
        @Nullable String value = NodeAttributes.value(target, node, attribute);
        int best = -Scores.INFINITY;
        for (Candidate candidate : scores.walk()) {
            if (candidate.score > best
                    && candidate.node.able()
                    && NodeAttributes.equal(value, NodeAttributes.value(source, candidate.node, attribute))) {
                best = candidate.score;
            }
        }
        return best;
    }
}
