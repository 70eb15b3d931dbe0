/** What all messages between nodes have in common; the messages themselves lie in the wire package of their part. */
@NullMarked
package io.systole.actors.wire;

import org.jspecify.annotations.NullMarked;
