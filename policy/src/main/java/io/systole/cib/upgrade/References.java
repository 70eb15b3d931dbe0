package io.systole.cib.upgrade;

import io.systole.cib.Condition;
import io.systole.cib.NvPair;
import io.systole.cib.Operations;
import io.systole.cib.PropertySet;
import io.systole.cib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is referred to in the place of each id-ref. A reference counts only if exactly one element of the kind has
 * that id; one that does not count is left as it is.
 */
final class References implements Change {
    private final SortedMap<String, List<PropertySet>> sets = new TreeMap<>();
    private final SortedMap<String, List<NvPair>> pairs = new TreeMap<>();
    private final SortedMap<String, List<Rule>> rules = new TreeMap<>();
    private final SortedMap<String, List<Operations>> operations = new TreeMap<>();

    /** Gathers, on a first walk, everything that has an id. */
    Change gathering() {
        return new Change() {
            @Override
            public List<PropertySet> sets(SetKind kind, List<PropertySet> found) {
                found.forEach(set -> {
                    note(sets, set.id() == null ? null : kind + " " + set.id(), set);
                    set.pairs().forEach(pair -> note(pairs, pair.id(), pair));
                });
                return found;
            }

            @Override
            public Rule rule(Rule rule) {
                note(rules, rule.id(), rule);
                for (Condition condition : rule.conditions()) {
                    if (condition instanceof Rule nested) {
                        rule(nested);
                    }
                }
                return rule;
            }

            @Override
            public Operations operations(Operations found) {
                note(operations, found.id(), found);
                return found;
            }
        };
    }

    private static <T> void note(SortedMap<String, List<T>> index, @Nullable String id, T element) {
        if (id != null) {
            index.computeIfAbsent(id, any -> new ArrayList<>()).add(element);
        }
    }

    private static <T> @Nullable T theOne(SortedMap<String, List<T>> index, @Nullable String id) {
        List<T> found = id == null ? List.of() : index.getOrDefault(id, List.of());
        return found.size() == 1 ? found.get(0) : null;
    }

    @Override
    public List<PropertySet> sets(SetKind kind, List<PropertySet> found) {
        return found.stream().map(set -> resolved(kind, set)).toList();
    }

    private PropertySet resolved(SetKind kind, PropertySet set) {
        PropertySet other = theOne(sets, set.idRef() == null ? null : kind + " " + set.idRef());
        PropertySet meant = other == null ? set : other;
        Rule rule = meant.rule();
        List<NvPair> values = meant.pairs().stream().map(this::resolved).toList();
        return new PropertySet(meant.id(), meant.idRef(), meant.score(), rule == null ? null : rule(rule), values);
    }

    private NvPair resolved(NvPair pair) {
        NvPair other = theOne(pairs, pair.idRef());
        if (other == null) {
            return pair;
        }
        return new NvPair(pair.id(), null, pair.name() == null ? other.name() : pair.name(), other.value());
    }

    @Override
    public Rule rule(Rule rule) {
        Rule other = theOne(rules, rule.idRef());
        if (other != null) {
            // a rule that refers to a rule is meant; a chain of references is not
            return other;
        }
        List<Condition> conditions = new ArrayList<>();
        for (Condition condition : rule.conditions()) {
            conditions.add(condition instanceof Rule nested ? rule(nested) : condition);
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

    @Override
    public Operations operations(Operations found) {
        Operations other = theOne(operations, found.idRef());
        return other == null ? found : other;
    }
}
