/** The assignment of resources to nodes: scores from all criteria, colocation, and the choice of node and role. Pure. */
@NullMarked
package io.systole.policy.assign;

import org.jspecify.annotations.NullMarked;
