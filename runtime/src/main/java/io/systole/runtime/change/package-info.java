/**
 * Changes that are not made yet: what a configuration would be after them, and what the cluster would do then. It changes
 * nothing, and asks nobody.
 */
@NullMarked
package io.systole.runtime.change;

import org.jspecify.annotations.NullMarked;
