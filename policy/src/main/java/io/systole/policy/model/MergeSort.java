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
        List<T> sorted = new ArrayList<>(list);
        if (sorted.size() < 2) {
            return sorted;
        }
        @SuppressWarnings("unchecked")
        T[] items = (T[]) sorted.toArray();
        @SuppressWarnings("unchecked")
        T[] spare = (T[]) new Object[(items.length + 1) / 2];
        sort(items, 0, items.length, spare, order);
        for (int i = 0; i < items.length; i++) {
            sorted.set(i, items[i]);
        }
        return sorted;
    }

    private static <T> void sort(T[] items, int from, int to, T[] spare, Comparator<? super T> order) {
        int half = (to - from) / 2;
        if (half == 0) {
            return;
        }
        sort(items, from, from + half, spare, order);
        sort(items, from + half, to, spare, order);
        System.arraycopy(items, from, spare, 0, half);
        int left = 0;
        int right = from + half;
        int at = from;
        while (left < half && right < to) {
            if (order.compare(spare[left], items[right]) > 0) {
                items[at++] = items[right++];
            } else {
                items[at++] = spare[left++];
            }
        }
        System.arraycopy(spare, left, items, at, half - left);
    }
}
