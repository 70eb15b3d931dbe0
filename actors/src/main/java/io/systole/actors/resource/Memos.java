package io.systole.actors.resource;

import io.systole.actors.resource.core.Memo;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers of resources what has to outlive their supervisor. */
public interface Memos {
    /** For a member's own resources: they end with the member. */
    Memos NONE = new Memos() {
        @Override
        public SortedMap<String, Memo> known() {
            return Collections.emptySortedMap();
        }

        @Override
        public void keep(String resource, Memo memo) {}
    };

    /** What was remembered, by resource. */
    SortedMap<String, Memo> known();

    void keep(String resource, Memo memo);

    /** What was remembered of one; nothing of one that is new. */
    default Memo of(String resource) {
        return new TreeMap<>(known()).getOrDefault(resource, Memo.empty());
    }
}
