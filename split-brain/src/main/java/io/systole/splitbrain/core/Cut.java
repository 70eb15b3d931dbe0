package io.systole.splitbrain.core;

import io.systole.cib.NodeName;

/** One line of the reachability table: the observer does not hear the subject. */
public record Cut(NodeName observer, NodeName subject) implements Comparable<Cut> {
    @Override
    public int compareTo(Cut other) {
        int byObserver = observer.compareTo(other.observer);
        return byObserver != 0 ? byObserver : subject.compareTo(other.subject);
    }
}
