/** From the CIB to the working state: options, nodes, resources with all that they imply, node states, constraints. Pure. */
@NullMarked
package io.systole.policy.input;

import org.jspecify.annotations.NullMarked;
