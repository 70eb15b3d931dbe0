package io.systole.cib.edit;

import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets or takes away one name within a list of property sets. */
final class PropertySets {
    private PropertySets() {}

    /**
     * The sets with that name set. The pair that is there is changed, wherever it is; else one is added to the set of
     * that id, or to the first plain set, or to a new one. Sets with a rule are somebody's special case and not touched.
     */
    static List<PropertySet> set(List<PropertySet> sets, String setId, String name, @Nullable String value) {
        if (value == null) {
            return sets.stream()
                    .map(set -> isPlain(set) ? without(set, name) : set)
                    .toList();
        }
        Optional<PropertySet> target = sets.stream()
                .filter(set -> isPlain(set) && set.value(name) != null)
                .findFirst()
                .or(() -> sets.stream()
                        .filter(set -> setId.equals(set.id()) && isPlain(set))
                        .findFirst())
                .or(() -> sets.stream().filter(PropertySets::isPlain).findFirst());
        List<PropertySet> changed = new ArrayList<>();
        for (PropertySet set : sets) {
            changed.add(target.isPresent() && set.equals(target.get()) ? with(set, name, value) : set);
        }
        if (target.isEmpty()) {
            changed.add(PropertySet.of(setId, List.of(pair(setId, name, value))));
        }
        return changed;
    }

    private static boolean isPlain(PropertySet set) {
        return set.rule() == null && set.idRef() == null;
    }

    private static PropertySet with(PropertySet set, String name, String value) {
        List<NvPair> pairs = new ArrayList<>();
        boolean found = false;
        for (NvPair pair : set.pairs()) {
            boolean same = name.equals(pair.name());
            pairs.add(same && !found ? new NvPair(pair.id(), pair.idRef(), name, value) : pair);
            found |= same;
        }
        if (!found) {
            pairs.add(pair(set.id() == null ? name : set.id(), name, value));
        }
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), pairs);
    }

    private static PropertySet without(PropertySet set, String name) {
        List<NvPair> pairs =
                set.pairs().stream().filter(pair -> !name.equals(pair.name())).toList();
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), pairs);
    }

    private static NvPair pair(String setId, String name, String value) {
        return new NvPair((setId + "-" + name).replaceAll("[^A-Za-z0-9._-]", "."), null, name, value);
    }
}
