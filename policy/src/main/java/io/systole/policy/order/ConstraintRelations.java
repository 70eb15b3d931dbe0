package io.systole.policy.order;

import io.systole.cib.Constraint;
import io.systole.cib.Order;
import io.systole.policy.action.ActionTable;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.WorkingState;

/** Makes the relations that constraints ask for, in the order of the document. */
public final class ConstraintRelations {

    private final WorkingState state;
    private final ActionTable actions;

    public ConstraintRelations(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
    }

    public void add() {
        OrderConstraints orders = new OrderConstraints(actions);
        for (Constraint constraint : state.cib.configuration().constraints()) {
            if (constraint instanceof Order order) {
                orders.add(order);
            }
        }
        for (ColocationPair pair : state.colocations) {
            if (pair.explicit()) {
                AntiColocation.add(actions, pair);
            }
        }
    }
}
