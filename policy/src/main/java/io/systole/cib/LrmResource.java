package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation history of one resource on one node. */
public record LrmResource(
        ResourceId id,
        @Nullable String resourceClass,
        @Nullable String provider,
        @Nullable String type,
        @Nullable String container,
        @Nullable String shutdownLock,
        List<OpHistory> operations) {
    public LrmResource {
        operations = List.copyOf(operations);
    }

    public LrmResource withOperations(List<OpHistory> changed) {
        return new LrmResource(id, resourceClass, provider, type, container, shutdownLock, changed);
    }
}
