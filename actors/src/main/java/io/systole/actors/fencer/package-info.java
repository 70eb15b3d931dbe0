/**
 * Fences nodes: one Fencer on each node, of which one leads a fencing and all know its result. It does not decide whether
 * a node is to be fenced, only refuses to do so without quorum.
 */
@NullMarked
package io.systole.actors.fencer;

import org.jspecify.annotations.NullMarked;
