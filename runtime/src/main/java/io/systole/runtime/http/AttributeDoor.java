package io.systole.runtime.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP interface asks about the attributes of nodes. No stage fails for a reason of the cluster's. */
public interface AttributeDoor {
    /** How long an attribute lasts, in the words of crm_attribute. */
    enum Lifetime {
        /** Until the node's process ends: a transient attribute, in the status. */
        @JsonProperty("reboot")
        REBOOT,
        /** In the configuration. */
        @JsonProperty("forever")
        FOREVER
    }

    /** An attribute of a node; empty for the node that is asked. */
    record Which(Optional<NodeName> node, String name, Lifetime lifetime) {}

    /**
     * A change.
     *
     * @param value null to change the dampening alone
     * @param delay the dampening, if the attribute has none yet
     * @param newDelay the dampening from now on
     * @param isPrivate a new attribute is never in the CIB
     */
    record Update(
            @Nullable String value,
            @Nullable Duration delay,
            @Nullable Duration newDelay,
            boolean isPrivate) {}

    /**
     * An attribute as it is.
     *
     * @param delayMs its dampening in milliseconds; null where it has none or it is not known
     * @param waiting the value is not told to the cluster yet
     */
    record Line(
            String node,
            String name,
            String value,
            Lifetime lifetime,
            @Nullable Long delayMs,
            boolean isPrivate,
            boolean waiting) {}

    CompletionStage<List<Line>> list();

    CompletionStage<Outcome> update(Which which, Update update);

    CompletionStage<Outcome> delete(Which which);

    /** Tells all transient attributes of a node again, also those that wait. */
    CompletionStage<Outcome> refresh(Optional<NodeName> node);

    /** The name of the node that is asked. */
    NodeName self();
}
