/** What the DC orders a node to do with its resources, and what the node answers. */
@NullMarked
package io.systole.actors.resource.wire;

import org.jspecify.annotations.NullMarked;
