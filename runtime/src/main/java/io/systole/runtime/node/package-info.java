/** Starts and ends one node: its directories and their lock, the actor system, the HTTP interface, the log. */
@NullMarked
package io.systole.runtime.node;

import org.jspecify.annotations.NullMarked;
