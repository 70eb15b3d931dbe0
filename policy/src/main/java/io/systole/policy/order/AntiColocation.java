package io.systole.policy.order;

import io.systole.cib.value.Scores;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Task;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import java.util.List;

/** What must not be together leaves a node before the other comes there: relations of colocations of minus infinity. */
public final class AntiColocation {

    private AntiColocation() {}

    /** The relations of one colocation, in both directions. */
    public static void add(ActionTable actions, ColocationPair pair) {
        if (pair.score() <= -Scores.INFINITY) {
            oneWay(actions, pair.dependent(), pair.dependentRole(), pair.primary(), pair.primaryRole());
            oneWay(actions, pair.primary(), pair.primaryRole(), pair.dependent(), pair.dependentRole());
        }
    }

    private static void oneWay(
            ActionTable actions, PlanResource leaving, Role leavingRole, PlanResource coming, Role comingRole) {
        List<String> losses =
                switch (leavingRole) {
                    case PROMOTED -> List.of(Task.DEMOTE);
                    case UNPROMOTED -> List.of(Task.STOP, Task.PROMOTE);
                    default -> List.of(Task.STOP);
                };
        List<String> gains =
                switch (comingRole) {
                    case PROMOTED -> List.of(Task.PROMOTE);
                    case UNPROMOTED -> List.of(Task.START, Task.DEMOTE);
                    default -> List.of(Task.START);
                };
        for (String loss : losses) {
            for (String gain : gains) {
                actions.relations().add(leaving, loss, coming, gain, Effect.REQ_SAME_NODE);
            }
        }
    }
}
