package io.systole.cib.upgrade;

import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.PropertySet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Property sets, and operations, in which something is another. */
final class Pairs {
    private Pairs() {}

    static PropertySet without(PropertySet set, List<String> names) {
        return withPairs(
                set,
                set.pairs().stream()
                        .filter(pair -> !names.contains(pair.name()))
                        .toList());
    }

    static PropertySet map(PropertySet set, UnaryOperator<NvPair> change) {
        return withPairs(set, set.pairs().stream().map(change).toList());
    }

    static PropertySet withPairs(PropertySet set, List<NvPair> pairs) {
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), pairs);
    }

    static NvPair renamed(NvPair pair, String name) {
        return new NvPair(pair.id(), pair.idRef(), name, pair.value());
    }

    /** The first pair of that name in the sets, in document order. */
    static Optional<NvPair> first(List<PropertySet> sets, String name) {
        return sets.stream()
                .flatMap(set -> set.pairs().stream())
                .filter(pair -> name.equals(pair.name()))
                .findFirst();
    }

    static OperationConfig withMeta(OperationConfig op, List<PropertySet> meta) {
        return withSets(op, op.instanceAttributes(), meta);
    }

    static OperationConfig withSets(OperationConfig op, List<PropertySet> instance, List<PropertySet> meta) {
        return with(op, op.requires(), instance, meta);
    }

    static OperationConfig withoutRequires(OperationConfig op) {
        return with(op, null, op.instanceAttributes(), op.metaAttributes());
    }

    private static OperationConfig with(
            OperationConfig op, @Nullable String requires, List<PropertySet> instance, List<PropertySet> meta) {
        return new OperationConfig(
                op.id(),
                op.name(),
                op.interval(),
                op.timeout(),
                op.startDelay(),
                op.intervalOrigin(),
                op.enabled(),
                op.role(),
                op.onFail(),
                requires,
                op.recordPending(),
                op.description(),
                instance,
                meta);
    }
}
