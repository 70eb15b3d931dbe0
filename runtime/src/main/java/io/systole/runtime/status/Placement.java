package io.systole.runtime.status;

import org.jspecify.annotations.Nullable;

/**
 * One instance on one node.
 *
 * @param unclean the node is lost and not yet fenced: it may or may not still be so
 * @param pending what is under way there, as {@code Starting}
 */
public record Placement(
        String instance,
        String node,
        Role role,
        boolean failed,
        boolean unclean,
        @Nullable String pending) {}
