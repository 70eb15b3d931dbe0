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
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the scores of one end of a colocation into the table of the other, attenuated by the colocation's score, and so
 * on along further colocations. Factors are of single precision, as in the reference.
 */
final class ScoreMerge {
    /** The score of an entry that would have become negative, while such entries are not allowed. */
    private static final int MARKER = -100_000_000;

    private final PlanResource target;
    private final ScoreTable table;
    private final Options further;
    private final Deque<Step> open = new ArrayDeque<>();

    private ScoreMerge(PlanResource target, CandidateTable table, Options options) {
        this.target = target;
        this.table = ScoreTable.of(table);
        this.further = options.further();
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
        ScoreMerge merge = new ScoreMerge(target, table, options);
        merge.begin(source, pair, factor, options);
        return merge.follow();
    }

    /** The resource's own table with the scores of its primaries merged in; of a group from its last member. */
    static CandidateTable ownMerged(PlanResource resource) {
        PlanResource start = resource instanceof PlanGroup group ? group.last() : resource;
        Options options = new Options(false, false, true);
        ScoreMerge merge = new ScoreMerge(start, start.candidates, options);
        merge.table.copy();
        merge.push(resource, start, 1.0f, options);
        return merge.follow();
    }

    /** A resource whose scores are merged in, and whose own colocations are followed next. */
    private static final class Step {
        private final PlanResource marked;
        private final PlanResource source;
        private final float factor;
        private final Options options;
        private final List<ColocationPair> pairs;
        private int next;

        Step(PlanResource marked, PlanResource source, float factor, Options options, boolean usable) {
            this.marked = marked;
            this.source = source;
            this.factor = factor;
            this.options = options;
            this.pairs = usable ? colocations(source, options.thisWith()) : List.of();
            source.merging = true;
            marked.merging = true;
        }

        private static List<ColocationPair> colocations(PlanResource source, boolean thisWith) {
            return thisWith ? ColocationLists.dependencies(source) : ColocationLists.dependents(source);
        }

        /** Once all colocations were followed. */
        void done(ScoreTable merged) {
            source.merging = false;
            marked.merging = false;
            for (int i = 0; options.nonnegative() && i < merged.count(); i++) {
                if (merged.score(i) == MARKER) {
                    merged.set(i, 1, "kept allowed");
                }
            }
        }
    }

    /**
     * Merges the scores of a resource and makes it the one whose colocations are followed next. Nothing is begun where the
     * resource is being merged already.
     */
    private void begin(PlanResource source, ColocationPair pair, float factor, Options options) {
        PlanResource single = source instanceof PlanGroup group ? group.first() : source;
        if (source.merging || single.merging) {
            return;
        }
        table.copy();
        addScores(single, pair, factor, options);
        if (options.active() && !table.anyUsable()) {
            table.back();
        } else {
            push(source, single, factor, options);
        }
    }

    private void push(PlanResource source, PlanResource single, float factor, Options options) {
        open.push(new Step(source, single, factor, options, table.anyUsable()));
    }

    /** Follows colocations in depth, without the stack: a chain may be as long as there are resources. */
    private CandidateTable follow() {
        while (!open.isEmpty()) {
            Step step = open.getFirst();
            if (step.next == step.pairs.size()) {
                open.pop().done(table);
                continue;
            }
            ColocationPair pair = step.pairs.get(step.next++);
            boolean thisWith = step.options.thisWith();
            if (thisWith || ColocationLists.influences(pair, pair.primary())) {
                PlanResource other = thisWith ? pair.primary() : pair.dependent();
                begin(other, pair, step.factor * pair.score() / Scores.INFINITY, further);
            }
        }
        return table.table();
    }

    private void addScores(PlanResource source, ColocationPair pair, float factor, Options options) {
        CandidateTable scores = withGroupLocations(source, pair);
        boolean byName = pair.nodeAttribute().equals(ColocationPair.NODE_NAME) && source.bundle() == null;
        for (int i = 0; i < table.count(); i++) {
            PlanNode node = table.node(i);
            int best = byName && !node.remoteType
                    ? onNode(scores, i)
                    : best(source, target, scores, node, pair.nodeAttribute());
            if (best == 0 || (factor < 0 && best < 0 && !onlyChoice(pair, best))) {
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
            table.add(i, delta, sum, pair.id(), source.id);
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
    private int onNode(CandidateTable scores, int position) {
        Candidate same = table.of(scores, position);
        return same != null && table.able(position) ? same.score : -Scores.INFINITY;
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
