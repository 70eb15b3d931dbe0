package io.systole.fencing;

/** A fence agent's metadata, or why there is none. */
public sealed interface FenceMetadataAnswer {
    record Known(FenceAgentMetadata metadata) implements FenceMetadataAnswer {}

    record Unknown(String why) implements FenceMetadataAnswer {}
}
