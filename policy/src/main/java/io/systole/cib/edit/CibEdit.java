package io.systole.cib.edit;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change that an operator asks for. A null value takes the setting away. */
public sealed interface CibEdit {
    /** Sets a meta attribute of a resource: target-role, is-managed, maintenance, ... */
    record SetMeta(
            ResourceId resource, String name, @Nullable String value) implements CibEdit {}

    /** Makes a resource prefer a node above all others, instead of the one it was told to prefer before. */
    record PreferNode(ResourceId resource, NodeName node, MoveTerms terms) implements CibEdit {}

    /** Keeps a resource off a node. */
    record BanNode(ResourceId resource, NodeName node, MoveTerms terms) implements CibEdit {}

    /** Takes back what PreferNode and BanNode did: for one node, or with null for all. */
    record ClearMoves(ResourceId resource, @Nullable NodeName node) implements CibEdit {}

    /** Takes away what PreferNode and BanNode did until a moment that has passed: of one resource, or with null of all. */
    record ClearExpired(@Nullable ResourceId resource, Instant at) implements CibEdit {}

    /** Sets a permanent attribute of a node: standby, maintenance, ... */
    record SetNodeAttribute(
            NodeName node, String name, @Nullable String value) implements CibEdit {}

    /** Sets a cluster option. */
    record SetOption(String name, @Nullable String value) implements CibEdit {}
}
