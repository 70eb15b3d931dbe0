/** The node's root actor: it forms or joins the cluster, spawns and wires the others, and leaves cleanly. Decides nothing about resources. */
@NullMarked
package io.systole.actors.node;

import org.jspecify.annotations.NullMarked;
