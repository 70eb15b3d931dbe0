/** What nodes say to each other before they are members of one cluster, and to ask whether they still are. */
@NullMarked
package io.systole.actors.node.wire;

import org.jspecify.annotations.NullMarked;
