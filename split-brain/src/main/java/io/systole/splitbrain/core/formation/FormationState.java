package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.QuorumSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers on its way into the cluster.
 * <ul>
 *   <li>{@code stageSince}: when the stage began; {@code askedAt}: when it last asked around.
 *   <li>{@code enoughSince}: since when enough nodes for quorum support this node as founder, or, of a member, since when
 *       they are there and its cluster has none; null while they do not.
 *   <li>{@code target}: whom it asked to be let in, and {@code targetSince}: since when, again and again; {@code refusal}: by whom it was refused, and why.
 *   <li>{@code members}, {@code quorate}: those of its own cluster that it hears, once it is a member.
 *   <li>{@code full}: it is a full member, not one that is only joining.
 *   <li>{@code founded}: when its cluster was founded, by this node's own clock; null while it has none.
 *   <li>{@code damaged}: what this node has stored is not known to be whole, so that it does not count for a new cluster.
 *   <li>{@code arbiter}: the arbiter's last word.
 * </ul>
 */
public record FormationState(
        NodeName self,
        QuorumSettings quorum,
        Stage stage,
        Instant stageSince,
        @Nullable Instant askedAt,
        @Nullable Instant enoughSince,
        @Nullable NodeName target,
        @Nullable Instant targetSince,
        @Nullable String refusal,
        SortedMap<NodeName, Answer> answers,
        List<NodeName> members,
        boolean quorate,
        boolean full,
        @Nullable Instant founded,
        boolean damaged,
        ArbiterVote arbiter) {

    public static FormationState started(NodeName self, QuorumSettings quorum, Instant at) {
        return new FormationState(
                self,
                quorum,
                Stage.SEARCHING,
                at,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                List.of(),
                false,
                false,
                null,
                false,
                ArbiterVote.none());
    }

    /** The same for a node that has not read its store yet. */
    public static FormationState reading(NodeName self, QuorumSettings quorum, Instant at) {
        return started(self, quorum, at).withDamaged(true);
    }

    FormationState withAnswer(Answer answer) {
        var changed = new TreeMap<>(answers);
        changed.put(answer.from(), answer);
        return copy(stage, stageSince, askedAt, enoughSince, target, refusal, changed);
    }

    FormationState withAskedAt(Instant at) {
        return copy(stage, stageSince, at, enoughSince, target, refusal, answers);
    }

    FormationState withEnoughSince(@Nullable Instant at) {
        return copy(stage, stageSince, askedAt, at, target, refusal, answers);
    }

    FormationState enter(Stage next, @Nullable NodeName whom, @Nullable String why, Instant at) {
        return copy(next, at, askedAt, null, whom, why, answers);
    }

    FormationState withMembers(List<NodeName> changed, boolean isQuorate, boolean isFull) {
        return new FormationState(
                self,
                quorum,
                stage,
                stageSince,
                askedAt,
                enoughSince,
                target,
                targetSince,
                refusal,
                answers,
                List.copyOf(changed),
                isQuorate,
                isFull,
                founded,
                damaged,
                arbiter);
    }

    /** All nodes need not be there any more; enough of them must. */
    FormationState withoutWaitForAll() {
        return new FormationState(
                self,
                quorum.withWaitForAll(false),
                stage,
                stageSince,
                askedAt,
                enoughSince,
                target,
                targetSince,
                refusal,
                answers,
                members,
                quorate,
                full,
                founded,
                damaged,
                arbiter);
    }

    FormationState withArbiter(ArbiterVote changed) {
        return new FormationState(
                self,
                quorum,
                stage,
                stageSince,
                askedAt,
                enoughSince,
                target,
                targetSince,
                refusal,
                answers,
                members,
                quorate,
                full,
                founded,
                damaged,
                changed);
    }

    FormationState withFounded(@Nullable Instant when) {
        return marked(when, damaged);
    }

    FormationState withDamaged(boolean isDamaged) {
        return marked(founded, isDamaged);
    }

    private FormationState marked(@Nullable Instant when, boolean isDamaged) {
        return new FormationState(
                self,
                quorum,
                stage,
                stageSince,
                askedAt,
                enoughSince,
                target,
                targetSince,
                refusal,
                answers,
                members,
                quorate,
                full,
                when,
                isDamaged,
                arbiter);
    }

    private boolean isSame(@Nullable NodeName whom) {
        return whom == null || whom.equals(target);
    }

    private FormationState copy(
            Stage newStage,
            Instant since,
            @Nullable Instant asked,
            @Nullable Instant enough,
            @Nullable NodeName whom,
            @Nullable String why,
            SortedMap<NodeName, Answer> heard) {
        return new FormationState(
                self,
                quorum,
                newStage,
                since,
                asked,
                enough,
                whom,
                isSame(whom) ? targetSince : since,
                why,
                Collections.unmodifiableSortedMap(heard),
                members,
                quorate,
                full,
                founded,
                damaged,
                arbiter);
    }
}
