/**
 * The live view of {@code systole monitor}: what was heard becomes a state, and a state becomes the lines of a screen. It
 * is pure: no I/O, no clock, no threads; the command line reads keys and events and draws.
 */
@NullMarked
package io.systole.runtime.monitor;

import org.jspecify.annotations.NullMarked;
