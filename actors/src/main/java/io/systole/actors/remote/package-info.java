/**
 * Hosts the connections to remote nodes: each with a supervisor that does for the remote node what a member's does for
 * itself. Decides nothing about where a connection runs: that is the policy's.
 */
@NullMarked
package io.systole.actors.remote;

import org.jspecify.annotations.NullMarked;
