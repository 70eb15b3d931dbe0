/** Fence devices and agents, and the choice of device. Asks nobody whether fencing is right: that is decided before. */
@NullMarked
package io.systole.fencing;

import org.jspecify.annotations.NullMarked;
