package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.List;

/** Where an element is below another: which child at each level, counted from 0. */
public record Place(List<Integer> indexes) {
    public static final Place ROOT = new Place(List.of());

    public Place {
        indexes = List.copyOf(indexes);
    }

    boolean isRoot() {
        return indexes.isEmpty();
    }

    int first() {
        return indexes.get(0);
    }

    Place rest() {
        return new Place(indexes.subList(1, indexes.size()));
    }

    Place parent() {
        return new Place(indexes.subList(0, indexes.size() - 1));
    }

    int last() {
        return indexes.get(indexes.size() - 1);
    }

    /** The same place, seen from the element whose child of this index the present one is. */
    Place below(int index) {
        var longer = new ArrayList<Integer>();
        longer.add(index);
        longer.addAll(indexes);
        return new Place(longer);
    }

    /** The place of a child of the element at this one. */
    public Place child(int index) {
        var longer = new ArrayList<>(indexes);
        longer.add(index);
        return new Place(longer);
    }

    Place plus(Place further) {
        var longer = new ArrayList<>(indexes);
        longer.addAll(further.indexes);
        return new Place(longer);
    }
}
