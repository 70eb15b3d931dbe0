package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A directory of the host that a bundle mounts. */
public record StorageMapping(
        String id,
        @Nullable String sourceDir,
        @Nullable String sourceDirRoot,
        String targetDir,
        @Nullable String options) {}
