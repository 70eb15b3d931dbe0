/** Says why a resource is where it is, and why not elsewhere, from what the planner wrote down while it decided. Pure. */
@NullMarked
package io.systole.policy.explain;

import org.jspecify.annotations.NullMarked;
