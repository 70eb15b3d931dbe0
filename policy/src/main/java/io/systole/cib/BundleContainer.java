package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** How the containers of a bundle are made. */
public record BundleContainer(
        String technology,
        String image,
        @Nullable String replicas,
        @Nullable String replicasPerHost,
        @Nullable String promotedMax,
        @Nullable String runCommand,
        @Nullable String options,
        @Nullable String network) {}
