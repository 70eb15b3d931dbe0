package io.systole.runtime.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code systole status} shows.
 *
 * @param instances how many primitives there are, each instance of a clone counted
 * @param sbd how the watch over the asked node is, in words; null where there is none
 * @param resourceLines the resources as crm_mon lists them, for the text
 * @param attention what is wrong, in words, the most pressing first
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
        List<String> attention,
        int instances,
        List<NodeView> nodes,
        List<ResourceView> resources,
        @JsonIgnore List<String> resourceLines,
        List<FailureView> failures,
        List<TicketView> tickets,
        List<FencingView> fencing) {
    public StatusView {
        attention = List.copyOf(attention);
        nodes = List.copyOf(nodes);
        resources = List.copyOf(resources);
        resourceLines = List.copyOf(resourceLines);
        failures = List.copyOf(failures);
        tickets = List.copyOf(tickets);
        fencing = List.copyOf(fencing);
    }

    /** The same with other words on what is wrong. */
    public StatusView attending(List<String> words) {
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
                words,
                instances,
                nodes,
                resources,
                resourceLines,
                failures,
                tickets,
                fencing);
    }
}
