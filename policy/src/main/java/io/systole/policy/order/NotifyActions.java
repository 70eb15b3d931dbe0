package io.systole.policy.order;

import io.systole.policy.action.ActionTable;
import io.systole.policy.model.PlanClone;

/** Decides which instances of a clone are really told what, once it is known what will be done. */
public final class NotifyActions {

    private final ActionTable actions;

    public NotifyActions(ActionTable actions) {
        this.actions = actions;
    }

    public void create(PlanClone clone) {
        new EffectiveBits(actions);
    }
}
