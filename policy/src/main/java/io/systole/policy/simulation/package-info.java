/** Plays a transition against a copy of the CIB, as if every action had the result that is expected of it. No I/O. */
@NullMarked
package io.systole.policy.simulation;

import org.jspecify.annotations.NullMarked;
