package io.systole.policy.model;

import org.jspecify.annotations.Nullable;

/** What the assignment decided for a primitive, and by which criterion. */
public record Choice(String resource, @Nullable String node, Criterion criterion) {

    /** What tipped the scales. */
    public enum Criterion {
        /** Not managed: it stays where it is, or nowhere. */
        UNMANAGED("it is not managed, so it stays as it is"),
        STOP_ALL("the option stop-all-resources is set"),
        TARGET_ROLE("it is to be stopped"),
        NO_CANDIDATE("no node is a candidate"),
        FORBIDDEN("every candidate is forbidden or not able to run resources"),
        PREFERRED("the node is asked for, and none is better"),
        SCORE("the highest score"),
        CURRENT_NODE("it runs there, and no other node has a higher score"),
        CAPACITY("the most free capacity among equal scores"),
        FEWER_RESOURCES("the fewest resources among equal scores"),
        NAME("the first by name among equals");

        private final String text;

        Criterion(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
