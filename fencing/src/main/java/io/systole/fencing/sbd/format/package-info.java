/**
 * What stands on a device of storage fencing (SBD), byte for byte: header, slots and messages. Pure; it touches no device.
 * Known from devices that {@code sbd} 1.5.2 wrote with different options, and from its manual page.
 */
@NullMarked
package io.systole.fencing.sbd.format;

import org.jspecify.annotations.NullMarked;
