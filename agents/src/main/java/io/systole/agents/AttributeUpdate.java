package io.systole.agents;

import org.jspecify.annotations.Nullable;

/**
 * A node attribute that an agent asked for while it ran and hands over with its result, as agents do that are objects of a
 * program; the caller records it for the node that the agent ran on. (Agents that are processes call {@code crm_attribute}
 * or {@code crm_master}, which reach the node by themselves.)
 *
 * @param value null deletes the attribute
 * @param lifetime {@code reboot} (transient) or {@code forever} (permanent)
 */
public record AttributeUpdate(String name, @Nullable String value, String lifetime) {
    public static final String REBOOT = "reboot";
    public static final String FOREVER = "forever";
}
