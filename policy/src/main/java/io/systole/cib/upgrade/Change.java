package io.systole.cib.upgrade;

import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.Rule;
import java.util.List;

/** What a walk over the whole CIB does to the parts that occur in many places. */
interface Change {
    /** What kind of element a property set is. */
    enum SetKind {
        OPTIONS,
        INSTANCE,
        META,
        UTILIZATION
    }

    default List<PropertySet> sets(SetKind kind, List<PropertySet> sets) {
        return sets;
    }

    default Rule rule(Rule rule) {
        return rule;
    }

    default Operations operations(Operations operations) {
        return operations;
    }

    default Primitive primitive(Primitive primitive) {
        return primitive;
    }

    default OperationConfig operation(OperationConfig operation) {
        return operation;
    }
}
