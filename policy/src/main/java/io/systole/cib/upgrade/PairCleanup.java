package io.systole.cib.upgrade;

import io.systole.cib.Condition;
import io.systole.cib.DateExpression;
import io.systole.cib.DateParts;
import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.PropertySet;
import io.systole.cib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Drops pairs without value, all but the first of a name in a set, and names that mean nothing any more. */
final class PairCleanup implements Change {
    private static final Map<String, String> RENAMED_OPTIONS = Map.of(
            "crmd-finalization-timeout", "join-finalization-timeout",
            "crmd-integration-timeout", "join-integration-timeout",
            "crmd-transition-delay", "transition-delay");
    private static final List<String> DEAD_OPERATION_NAMES = List.of("can_fail", "role_after_failure");

    @Override
    public List<PropertySet> sets(SetKind kind, List<PropertySet> sets) {
        return sets.stream().map(set -> cleaned(kind, set)).toList();
    }

    private static PropertySet cleaned(SetKind kind, PropertySet set) {
        List<NvPair> kept = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>();
        for (NvPair pair : set.pairs()) {
            NvPair newer = newer(kind, pair);
            String name = newer == null ? null : newer.name();
            boolean unresolved = newer != null && newer.idRef() != null;
            if (newer != null && (unresolved || (name != null && newer.value() != null && names.add(name)))) {
                kept.add(newer);
            }
        }
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), kept);
    }

    private static @Nullable NvPair newer(SetKind kind, NvPair pair) {
        String name = pair.name();
        if (name == null) {
            return pair;
        }
        if (kind == SetKind.META && name.equals("restart-type")) {
            return null;
        }
        if (kind != SetKind.OPTIONS) {
            return pair;
        }
        if (name.equals("remove-after-stop")) {
            return null;
        }
        boolean poweroff = name.equals("stonith-action") && "poweroff".equals(pair.value());
        return new NvPair(
                pair.id(), pair.idRef(), RENAMED_OPTIONS.getOrDefault(name, name), poweroff ? "off" : pair.value());
    }

    @Override
    public OperationConfig operation(OperationConfig op) {
        List<PropertySet> meta = op.metaAttributes().stream()
                .map(set -> Pairs.without(set, DEAD_OPERATION_NAMES))
                .toList();
        return Pairs.withMeta(op, meta);
    }

    @Override
    public Rule rule(Rule rule) {
        List<Condition> conditions = new ArrayList<>();
        for (Condition condition : rule.conditions()) {
            if (condition instanceof Rule nested) {
                conditions.add(rule(nested));
            } else {
                conditions.add(condition instanceof DateExpression date ? withoutMoon(date) : condition);
            }
        }
        return new Rule(
                rule.id(),
                rule.idRef(),
                rule.role(),
                rule.score(),
                rule.scoreAttribute(),
                rule.booleanOp(),
                conditions);
    }

    private static DateExpression withoutMoon(DateExpression date) {
        DateParts spec = date.dateSpec();
        if (spec == null || !spec.parts().containsKey("moon")) {
            return date;
        }
        SortedMap<String, String> parts = new TreeMap<>(spec.parts());
        parts.remove("moon");
        return new DateExpression(
                date.id(),
                date.operation(),
                date.start(),
                date.end(),
                date.duration(),
                new DateParts(spec.id(), spec.idRef(), parts));
    }
}
