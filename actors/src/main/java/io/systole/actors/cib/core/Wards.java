package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All wards that a node knows of, and those that it is about to speak for. */
record Wards(SortedMap<NodeName, Ward> known, SortedMap<NodeName, Claim> claims) {

    /** The members that have not yet said what they know, the least number of the new word, and the first change. */
    record Claim(SortedSet<NodeName> unheard, long floor, List<StatusChange> changes) {
        Claim {
            unheard = Collections.unmodifiableSortedSet(new TreeSet<>(unheard));
            changes = List.copyOf(changes);
        }
    }

    Wards {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
    }

    static Wards none() {
        return new Wards(new TreeMap<>(), new TreeMap<>());
    }

    Ward of(NodeName node) {
        return known.getOrDefault(node, Ward.nothing());
    }

    Wards with(NodeName node, Ward ward) {
        SortedMap<NodeName, Ward> changed = new TreeMap<>(known);
        changed.put(node, ward);
        return new Wards(changed, claims);
    }

    Wards withClaim(NodeName node, @Nullable Claim claim) {
        SortedMap<NodeName, Claim> changed = new TreeMap<>(claims);
        if (claim == null) {
            changed.remove(node);
        } else {
            changed.put(node, claim);
        }
        return new Wards(known, changed);
    }
}
