/** What goes over a connection to a remote node, and how both ends prove who they are; without I/O, clock and chance. */
@NullMarked
package io.systole.actors.remote.core;

import org.jspecify.annotations.NullMarked;
