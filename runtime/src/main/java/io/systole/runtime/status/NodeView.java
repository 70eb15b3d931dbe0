package io.systole.runtime.status;

/** One node as it is shown. */
public record NodeView(String name, Condition condition, boolean isDc) {
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
