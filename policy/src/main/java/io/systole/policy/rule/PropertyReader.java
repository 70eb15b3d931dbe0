package io.systole.policy.rule;

import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names and values of property sets. Sets count from the highest score to the lowest, among equal scores the
 * one later in the document first; the first value found for a name stays.
 */
public final class PropertyReader {
    private static final String OPTIONS_FIRST = "cib-bootstrap-options";

    private final References references;
    private final Rules rules;

    public PropertyReader(References references, Rules rules) {
        this.references = references;
        this.rules = rules;
    }

    public SortedMap<String, String> read(List<PropertySet> sets, RuleContext context) {
        TreeMap<String, String> values = new TreeMap<>();
        readInto(values, sets, context, false);
        return values;
    }

    /**
     * Adds to {@code values} what the sets say.
     *
     * @param replace whether a value that was there before is replaced (by the first one that is found)
     */
    public void readInto(
            SortedMap<String, String> values, List<PropertySet> sets, RuleContext context, boolean replace) {
        if (sets.isEmpty()) {
            return;
        }
        SortedMap<String, String> found = replace ? new TreeMap<>() : values;
        for (PropertySet set : inOrder(sets)) {
            if (set.rule() == null || rules.passes(set.rule(), context)) {
                addPairs(found, set, values);
            }
        }
        if (replace) {
            values.putAll(found);
        }
    }

    private List<PropertySet> inOrder(List<PropertySet> sets) {
        List<PropertySet> resolved = new ArrayList<>(sets.size());
        for (int i = sets.size() - 1; i >= 0; i--) {
            @Nullable PropertySet set = references.resolve(sets.get(i));
            if (set != null) {
                resolved.add(set);
            }
        }
        if (resolved.size() > 1) {
            resolved.sort(Comparator.comparing((PropertySet set) -> !OPTIONS_FIRST.equals(set.id()))
                    .thenComparing(set -> -Scores.parseOr(set.score(), 0)));
        }
        return resolved;
    }

    /** Adds what a set says to what was found so far; a default is put in the place of what was there before as well. */
    private void addPairs(SortedMap<String, String> found, PropertySet set, SortedMap<String, String> before) {
        for (NvPair unresolved : set.pairs()) {
            NvPair pair = references.resolve(unresolved);
            if (pair == null || pair.name() == null || pair.value() == null) {
                continue;
            }
            if (pair.value().equalsIgnoreCase("#default")) {
                found.remove(pair.name());
                before.remove(pair.name());
            } else {
                found.putIfAbsent(pair.name(), pair.value());
            }
        }
    }
}
