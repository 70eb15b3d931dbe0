/** Decides what becomes of the CIB on one node. Pure: no I/O, clock, Pekko. */
@NullMarked
package io.systole.actors.cib.core;

import org.jspecify.annotations.NullMarked;
