package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container technology, the network and storage of its replicas, and at most one primitive inside. */
public record Bundle(
        ResourceId id,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        BundleContainer container,
        @Nullable BundleNetwork network,
        List<StorageMapping> storage,
        @Nullable Primitive primitive)
        implements ResourceConfig {
    public Bundle {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        storage = List.copyOf(storage);
    }
}
