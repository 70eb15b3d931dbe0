/**
 * Storage fencing (SBD): devices are read and written here, the node's own slot is watched, and the watchdog is fed. What
 * is to be done is decided in {@code core}; what stands on a device is said in {@code format}.
 */
@NullMarked
package io.systole.fencing.sbd;

import org.jspecify.annotations.NullMarked;
