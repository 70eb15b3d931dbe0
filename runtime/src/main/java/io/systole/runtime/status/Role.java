package io.systole.runtime.status;

/** What a resource does on a node, by its history there. */
public enum Role {
    STOPPED("Stopped"),
    STARTED("Started"),
    UNPROMOTED("Unpromoted"),
    PROMOTED("Promoted");

    private final String words;

    Role(String words) {
        this.words = words;
    }

    /** The planner's role; a promotable resource that is started is unpromoted. */
    static Role of(io.systole.policy.model.Role role, boolean promotable) {
        return switch (role) {
            case UNKNOWN, STOPPED -> STOPPED;
            case STARTED -> promotable ? UNPROMOTED : STARTED;
            case UNPROMOTED -> promotable ? UNPROMOTED : STARTED;
            case PROMOTED -> PROMOTED;
        };
    }

    public String words() {
        return words;
    }
}
