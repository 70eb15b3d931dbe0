package io.systole.agents;

import java.util.List;
import java.util.Objects;

/**
 * Names a resource agent as the CIB does: {@code class:provider:type}, the provider for OCF alone.
 *
 * <p>Invariant: no component holds a {@code /} or is {@code .} or {@code ..}, so that an agent's name never leads out of
 * the directories where agents live; {@link #fault()} says so as a value, since the name is an operator's input.
 */
public record AgentId(String agentClass, String provider, String type) {
    public static final String OCF = "ocf";
    public static final String LSB = "lsb";
    public static final String HEARTBEAT = "heartbeat";
    public static final String SYSTEMD = "systemd";
    /** An init script where there is one, else a systemd unit. */
    public static final String SERVICE = "service";

    public static final String STONITH = "stonith";
    /** The classes whose agents Systole runs. */
    public static final List<String> CLASSES = List.of(OCF, LSB, HEARTBEAT, SYSTEMD, SERVICE, STONITH);

    public AgentId {
        Objects.requireNonNull(agentClass);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(type);
    }

    public static AgentId ocf(String provider, String type) {
        return new AgentId(OCF, provider, type);
    }

    /** Reads {@code ocf:heartbeat:Dummy} or {@code lsb:nginx}; the type of a unit may hold colons. */
    public static AgentId parse(String text) {
        var parts = text.split(":", 2);
        if (parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()) {
            var rest = parts[1].split(":", -1);
            if (!parts[0].equals(OCF)) {
                return new AgentId(parts[0], "", parts[1]);
            }
            if (rest.length == 2) {
                return new AgentId(OCF, rest[0], rest[1]);
            }
        }
        throw new IllegalArgumentException(
                text + " is not the name of an agent: must be ocf:PROVIDER:TYPE, or CLASS:TYPE");
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
