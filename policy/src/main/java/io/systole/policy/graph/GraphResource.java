package io.systole.policy.graph;

import org.jspecify.annotations.Nullable;

/**
 * The resource that a graph action works on, as its agent and its history know it.
 *
 * @param element the name of the resource's element in the CIB, {@code primitive}
 * @param id the name under which the operation is recorded in the history
 * @param longId the instance's own id where it differs from {@code id} ({@code clone:0})
 * @param agentClass the agent's class ({@code ocf}, {@code stonith}, {@code systemd}...)
 * @param provider the agent's provider, only for classes that have one
 * @param type the agent's name
 */
public record GraphResource(
        String element,
        String id,
        @Nullable String longId,
        String agentClass,
        @Nullable String provider,
        String type) {

    /** The id of the instance: the long id where there is one. */
    public String instanceId() {
        return longId == null ? id : longId;
    }
}
