/** Decides when a change of a node's attribute is told to the cluster. Pure: no clock, no I/O, no Pekko. */
@NullMarked
package io.systole.actors.attribute.core;

import org.jspecify.annotations.NullMarked;
