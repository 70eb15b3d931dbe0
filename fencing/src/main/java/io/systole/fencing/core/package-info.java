/**
 * Decides one fencing: which devices, by which nodes, in which order, how often. Pure: no I/O, no clock, no chance (it
 * asks for a random wait, it does not draw one).
 */
@NullMarked
package io.systole.fencing.core;

import org.jspecify.annotations.NullMarked;
