package io.systole.runtime.status;

import org.jspecify.annotations.Nullable;

/**
 * One node as it is shown.
 *
 * @param host the member that is connected to a remote or guest node
 */
public record NodeView(
        String name,
        Condition condition,
        boolean isDc,
        Kind kind,
        @Nullable String host) {
    /** A member, or a node behind a connection: a host of its own, or one inside a resource. */
    public enum Kind {
        MEMBER,
        REMOTE,
        GUEST
    }

    /** What matters most about a node, worst first. */
    public enum Condition {
        /** Lost, and not yet known to be off: what it ran may still run. */
        UNCLEAN("UNCLEAN (offline)"),
        /** To be fenced although it can be heard. */
        UNCLEAN_ONLINE("UNCLEAN (online)"),
        /** Not heard of for a moment: nothing is concluded yet. */
        SUSPECT("not heard of"),
        PENDING("pending"),
        LEAVING("leaving"),
        MAINTENANCE("maintenance"),
        STANDBY("standby"),
        ONLINE("online"),
        OFFLINE("OFFLINE");

        private final String words;

        Condition(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
