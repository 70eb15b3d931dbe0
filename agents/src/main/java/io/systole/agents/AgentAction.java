package io.systole.agents;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The actions of OCF 1.1 that an agent in Java may be asked for. */
public enum AgentAction {
    START,
    STOP,
    MONITOR,
    PROMOTE,
    DEMOTE,
    NOTIFY,
    RELOAD_AGENT,
    VALIDATE_ALL,
    MIGRATE_TO,
    MIGRATE_FROM;

    /** As the CIB and agents' metadata have it. */
    public String word() {
        var small = name().toLowerCase(Locale.ROOT);
        return this == RELOAD_AGENT || this == VALIDATE_ALL ? small.replace('_', '-') : small;
    }

    public static Optional<AgentAction> of(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    /** Whether it may leave a resource more active than it was: what ends a resource waits for its end. */
    public boolean activates() {
        return this == START || this == PROMOTE || this == RELOAD_AGENT || this == MIGRATE_FROM;
    }

    /** Whether a success of it says that the resource, or its promoted role, is over here. */
    public boolean ends() {
        return this == STOP || this == DEMOTE;
    }

    /** Whether it makes no sense with parameters that cannot be read. */
    public boolean needsParameters() {
        return this == START || this == RELOAD_AGENT || this == MIGRATE_FROM || this == VALIDATE_ALL;
    }
}
