package io.systole.runtime.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code systole status} shows.
 *
 * @param instances how many primitives there are, each instance of a clone counted
 * @param sbd how the watch over the asked node is, in words; null where there is none
 * @param resourceLines the resources as crm_mon lists them, for the text
 * @param concerns what is wrong, the most pressing first
 */
public record StatusView(
        String cluster,
        String askedNode,
        @Nullable String dc,
        boolean quorate,
        String quorum,
        @Nullable String waitingFor,
        Instant at,
        @Nullable String sbd,
        String cibVersion,
        @Nullable String lastChange,
        String phase,
        List<Concern> concerns,
        int instances,
        List<NodeView> nodes,
        List<ResourceView> resources,
        @JsonIgnore List<String> resourceLines,
        List<FailureView> failures,
        List<TicketView> tickets,
        List<FencingView> fencing) {
    public StatusView {
        concerns = List.copyOf(concerns);
        nodes = List.copyOf(nodes);
        resources = List.copyOf(resources);
        resourceLines = List.copyOf(resourceLines);
        failures = List.copyOf(failures);
        tickets = List.copyOf(tickets);
        fencing = List.copyOf(fencing);
    }

    /** What is wrong, in words. */
    @JsonProperty
    public List<String> attention() {
        return concerns.stream().map(Concern::text).toList();
    }

    /** The same with another word on what is wrong. */
    public StatusView concerned(Concern other) {
        return new StatusView(
                cluster,
                askedNode,
                dc,
                quorate,
                quorum,
                waitingFor,
                at,
                sbd,
                cibVersion,
                lastChange,
                phase,
                List.of(other),
                instances,
                nodes,
                resources,
                resourceLines,
                failures,
                tickets,
                fencing);
    }
}
