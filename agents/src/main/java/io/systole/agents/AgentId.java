package io.systole.agents;

import java.util.Objects;

/**
 * Names a resource agent as the CIB does: {@code class:provider:type}, the provider for OCF alone.
 *
 * <p>Invariant: no component holds a {@code /} or is {@code .} or {@code ..}, so that an agent's name never leads out of
 * the directories where agents live; {@link #fault()} says so as a value, since the name is an operator's input.
 */
public record AgentId(String agentClass, String provider, String type) {
    public static final String OCF = "ocf";
    public static final String STONITH = "stonith";

    public AgentId {
        Objects.requireNonNull(agentClass);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(type);
    }

    public static AgentId ocf(String provider, String type) {
        return new AgentId(OCF, provider, type);
    }

    /** Reads {@code ocf:heartbeat:Dummy} or {@code lsb:nginx}. */
    public static AgentId parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length == 2) {
            return new AgentId(parts[0], "", parts[1]);
        }
        if (parts.length == 3) {
            return new AgentId(parts[0], parts[1], parts[2]);
        }
        throw new IllegalArgumentException(text + ": must be class:type or class:provider:type");
    }

    /** What is wrong with this name, or the empty string. */
    String fault() {
        if (type.isEmpty() || leadsAway(type)) {
            return "\"" + type + "\" is not an agent's name";
        }
        if (leadsAway(provider) || (provider.isEmpty() && agentClass.equals(OCF))) {
            return "\"" + provider + "\" is not a provider's name";
        }
        return "";
    }

    private static boolean leadsAway(String part) {
        return part.equals(".") || part.equals("..") || part.indexOf('/') >= 0 || part.indexOf('\0') >= 0;
    }

    @Override
    public String toString() {
        return provider.isEmpty() ? agentClass + ":" + type : agentClass + ":" + provider + ":" + type;
    }
}
