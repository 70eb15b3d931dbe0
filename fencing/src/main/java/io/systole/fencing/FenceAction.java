package io.systole.fencing;

/** What a fence agent can be asked for: the actions of the FenceAgentAPI. */
public enum FenceAction {
    OFF("off"),
    ON("on"),
    REBOOT("reboot"),
    STATUS("status"),
    MONITOR("monitor"),
    LIST("list"),
    METADATA("metadata"),
    VALIDATE("validate-all");

    private final String word;

    FenceAction(String word) {
        this.word = word;
    }

    /** The word on the agent's standard input. */
    public String word() {
        return word;
    }

    /** The action of that name; a cluster option may also say {@code poweroff} for off. */
    public static FenceAction of(String word) {
        for (var action : values()) {
            if (action.word.equals(word)) {
                return action;
            }
        }
        if (word.equals("poweroff")) {
            return OFF;
        }
        throw new IllegalArgumentException(word + ": must be off, on, reboot, status, monitor, list or validate-all");
    }

    /** Whether the action takes power from a node, which is what a delay may hold back. */
    public boolean takesPower() {
        return this == OFF || this == REBOOT;
    }
}
