/** Connects to the other nodes' ports to learn at once when a process is gone, and which way to a node is open. Decides nothing. */
@NullMarked
package io.systole.splitbrain.port;

import org.jspecify.annotations.NullMarked;
