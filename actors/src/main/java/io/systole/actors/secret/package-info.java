/**
 * Values of resource parameters that lie in files of each node, not in the CIB: finds them for agents and fence agents
 * and takes them out of what these print. Nothing else may see such a value.
 */
@NullMarked
package io.systole.actors.secret;

import org.jspecify.annotations.NullMarked;
