/** Constraints between resources, nodes and tickets: which wishes and colocations they come down to. Pure. */
@NullMarked
package io.systole.policy.constraint;

import org.jspecify.annotations.NullMarked;
