package io.systole.policy.simulation;

import io.systole.cib.Configuration;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import java.util.ArrayList;
import java.util.List;

/** Sets a cluster option: where it is set already, else in the first set, else in one of its own. */
final class ClusterOption {
    private static final String FIRST_SET = "cib-bootstrap-options";

    private ClusterOption() {}

    static Configuration set(Configuration old, String name, String value) {
        List<PropertySet> sets = new ArrayList<>(old.crmConfig());
        if (sets.isEmpty()) {
            sets.add(PropertySet.of(FIRST_SET, List.of()));
        }
        boolean known = sets.stream().anyMatch(set -> set.value(name) != null);
        for (int i = 0; i < sets.size(); i++) {
            if (known ? sets.get(i).value(name) != null : i == 0) {
                sets.set(i, with(sets.get(i), name, value));
            }
        }
        return new Configuration(
                sets,
                old.nodes(),
                old.resources(),
                old.constraints(),
                old.rscDefaults(),
                old.opDefaults(),
                old.fencingTopology(),
                old.tags(),
                old.alerts(),
                old.acls());
    }

    private static PropertySet with(PropertySet set, String name, String value) {
        List<NvPair> pairs = new ArrayList<>();
        boolean found = false;
        for (NvPair pair : set.pairs()) {
            boolean same = name.equals(pair.name());
            found |= same;
            pairs.add(same ? new NvPair(pair.id(), null, name, value) : pair);
        }
        if (!found) {
            pairs.add(new NvPair(set.id() + "-" + name, null, name, value));
        }
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), pairs);
    }
}
