package io.systole.runtime.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code systole status} shows.
 *
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
        String cibVersion,
        @Nullable String lastChange,
        String phase,
        List<String> attention,
        int instances,
        List<NodeView> nodes,
        List<ResourceView> resources,
        List<FailureView> failures,
        List<FencingView> fencing) {
    public StatusView {
        attention = List.copyOf(attention);
        nodes = List.copyOf(nodes);
        resources = List.copyOf(resources);
        failures = List.copyOf(failures);
        fencing = List.copyOf(fencing);
    }
}
