/** Decides, without I/O or clock, in which order one resource's operations run and what the history says of them. */
@NullMarked
package io.systole.actors.resource.core;

import org.jspecify.annotations.NullMarked;
