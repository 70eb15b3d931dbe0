package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stable merge sort that splits after the first half and takes from the left unless it is greater. It bears comparisons
 * that are not transitive, for which the result depends on the way of sorting.
 */
public final class MergeSort {
    private MergeSort() {}

    public static <T> List<T> sorted(List<T> list, Comparator<? super T> order) {
        if (list.size() < 2) {
            return new ArrayList<>(list);
        }
        int half = list.size() / 2;
        List<T> left = sorted(list.subList(0, half), order);
        List<T> right = sorted(list.subList(half, list.size()), order);
        List<T> merged = new ArrayList<>(list.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            if (order.compare(left.get(i), right.get(j)) > 0) {
                merged.add(right.get(j++));
            } else {
                merged.add(left.get(i++));
            }
        }
        merged.addAll(left.subList(i, left.size()));
        merged.addAll(right.subList(j, right.size()));
        return merged;
    }
}
