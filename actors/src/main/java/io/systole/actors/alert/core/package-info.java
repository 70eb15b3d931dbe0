/** Which alert agents are called for what happens in the cluster, with what, and in which order. Pure. */
@NullMarked
package io.systole.actors.alert.core;

import org.jspecify.annotations.NullMarked;
