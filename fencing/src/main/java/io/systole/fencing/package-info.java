/**
 * Fence devices and agents, and the choice of device. Asks nobody whether fencing is right: that is decided before. How
 * a program is run is the caller's ({@link io.systole.fencing.FenceCommand.Port}).
 */
@NullMarked
package io.systole.fencing;

import org.jspecify.annotations.NullMarked;
