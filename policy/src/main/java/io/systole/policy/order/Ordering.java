package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import java.util.List;

/** Applies all relations to the actions: attaches them and carries what they mean from action to action. */
public final class Ordering {

    private final ActionTable actions;

    public Ordering(ActionTable actions) {
        this.actions = actions;
    }

    public void apply() {
        EffectiveBits bits = new EffectiveBits(actions);
        Propagation propagation = new Propagation(actions, bits);
        new Attachment(actions).attachAll();
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            propagation.blocking().block(all.get(i));
        }
        new ProbeOrder(actions, propagation.interleaving()).attachAll();
        propagation.run();
        new VoidLinks(actions, new GraphInputs()).run();
    }
}
