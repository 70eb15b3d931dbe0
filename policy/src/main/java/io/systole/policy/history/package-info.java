/** From the operation history to the state of resources: roles, where they are active, what failed and what follows. Pure. */
@NullMarked
package io.systole.policy.history;

import org.jspecify.annotations.NullMarked;
