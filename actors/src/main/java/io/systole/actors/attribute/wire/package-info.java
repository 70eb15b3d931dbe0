/** What is asked of the node that an attribute belongs to, and what it answers. */
@NullMarked
package io.systole.actors.attribute.wire;

import org.jspecify.annotations.NullMarked;
