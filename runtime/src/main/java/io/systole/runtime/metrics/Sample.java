package io.systole.runtime.metrics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One value of a metric. */
record Sample(Metric metric, SortedMap<String, String> labels, double value) {
    Sample {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** With labels as names and values in turn. */
    static Sample of(Metric metric, double value, String... labels) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new Sample(metric, map, value);
    }

    static Sample of(Metric metric, boolean value, String... labels) {
        return of(metric, value ? 1 : 0, labels);
    }
}
