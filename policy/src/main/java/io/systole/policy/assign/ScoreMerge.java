package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.ScoreTable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Merges the scores of one end of a colocation into the table of the other, attenuated by the colocation's score, and so
 * on along further colocations. Factors are of single precision, as in the reference.
 */
final class ScoreMerge {
    /** The score of an entry that would have become negative, while such entries are not allowed. */
    private static final int MARKER = -100_000_000;

    private final PlanResource target;
    private final Deque<Step> open = new ArrayDeque<>();

    private ScoreMerge(PlanResource target) {
        this.target = target;
    }

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
        ScoreMerge merge = new ScoreMerge(target);
        ScoreTable scores = ScoreTable.of(table);
        ScoreTable merged = merge.begin(source, scores, pair, factor, options);
        return merge.follow(merged == null ? scores : merged).table();
    }

    /** The resource's own table with the scores of its primaries merged in; of a group from its last member. */
    static CandidateTable ownMerged(PlanResource resource) {
        PlanResource start = resource instanceof PlanGroup group ? group.last() : resource;
        ScoreMerge merge = new ScoreMerge(start);
        ScoreTable scores = ScoreTable.of(start.candidates);
        start.merging = true;
        resource.merging = true;
        ScoreTable copy = scores.copy();
        merge.open.push(new Step(resource, start, scores, copy, 1.0f, new Options(false, false, true)));
        return merge.follow(copy).table();
    }

    /** A resource whose scores are merged in, and whose own colocations are followed next. */
    private static final class Step {
        private final PlanResource marked;
        private final ScoreTable before;
        private final float factor;
        private final Options options;
        private final boolean dropped;
        private final PlanResource source;
        private final Iterator<ColocationPair> pairs;

        Step(
                PlanResource marked,
                PlanResource source,
                ScoreTable before,
                ScoreTable merged,
                float factor,
                Options options) {
            this.marked = marked;
            this.source = source;
            this.before = before;
            this.factor = factor;
            this.options = options;
            boolean usable = merged.anyUsable();
            this.dropped = !usable && options.active();
            this.pairs = usable ? colocations(source, options.thisWith()) : Collections.emptyIterator();
        }

        private static Iterator<ColocationPair> colocations(PlanResource source, boolean thisWith) {
            return (thisWith ? ColocationLists.dependencies(source) : ColocationLists.dependents(source)).iterator();
        }

        /** What came of it, once all colocations were followed. */
        ScoreTable done(ScoreTable merged) {
            source.merging = false;
            marked.merging = false;
            if (dropped) {
                return before;
            }
            for (int i = 0; options.nonnegative() && i < merged.count(); i++) {
                if (merged.score(i) == MARKER) {
                    merged.set(i, 1, "kept allowed");
                }
            }
            return merged;
        }
    }

    /**
     * Merges the scores of a resource and makes it the one whose colocations are followed next.
     *
     * @return the merged table; null where the resource is being merged already, and nothing was begun
     */
    private @Nullable ScoreTable begin(
            PlanResource source, ScoreTable table, ColocationPair pair, float factor, Options options) {
        PlanResource single = source instanceof PlanGroup group ? group.first() : source;
        if (source.merging || single.merging) {
            return null;
        }
        source.merging = true;
        single.merging = true;
        ScoreTable copy = table.copy();
        addScores(single, target, copy, pair, factor, options);
        open.push(new Step(source, single, table, copy, factor, options));
        return copy;
    }

    /** Follows colocations in depth, without the stack: a chain may be as long as there are resources. */
    private ScoreTable follow(ScoreTable begun) {
        ScoreTable merged = begun;
        while (!open.isEmpty()) {
            Step step = open.getFirst();
            if (!step.pairs.hasNext()) {
                merged = open.pop().done(merged);
                continue;
            }
            ColocationPair pair = step.pairs.next();
            boolean thisWith = step.options.thisWith();
            if (!thisWith && !ColocationLists.influences(pair, pair.primary())) {
                continue;
            }
            PlanResource other = thisWith ? pair.primary() : pair.dependent();
            float further = step.factor * pair.score() / Scores.INFINITY;
            ScoreTable next = begin(other, merged, pair, further, step.options.further());
            merged = next == null ? merged : next;
        }
        return merged;
    }

    private static void addScores(
            PlanResource source,
            PlanResource target,
            ScoreTable table,
            ColocationPair pair,
            float factor,
            Options options) {
        CandidateTable scores = withGroupLocations(source, pair);
        String why = null;
        boolean byName = pair.nodeAttribute().equals(ColocationPair.NODE_NAME) && source.bundle() == null;
        for (int i = 0; i < table.count(); i++) {
            PlanNode node = table.node(i);
            int best = byName && !node.remoteType
                    ? onNode(scores, node)
                    : best(source, target, scores, node, pair.nodeAttribute());
            if (factor < 0 && best < 0 && !onlyChoice(pair, best)) {
                continue;
            }
            int score = table.score(i);
            int delta = delta(factor, best);
            if (score == MARKER || delta == 0) {
                continue;
            }
            int sum = Scores.add(score, delta);
            if (options.nonnegative() && sum < 0 && score >= 0) {
                if (score > 0) {
                    table.mark(i, MARKER);
                }
                continue;
            }
            why = why == null ? "colocation " + pair.id() + " with " + source.id : why;
            table.add(i, delta, sum, why);
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

    /** The source's score on a node that shares its name with no other. */
    private static int onNode(CandidateTable scores, PlanNode node) {
        Candidate same = scores.get(node);
        return same != null && node.able() ? same.score : -Scores.INFINITY;
    }

    /** The highest score of the source on able nodes that have the same value of the attribute as the node. */
    private static int best(
            PlanResource source, PlanResource target, CandidateTable scores, PlanNode node, String attribute) {
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
