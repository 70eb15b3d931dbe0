/** The choice between the addresses of a node, as a pure function. */
@NullMarked
package io.systole.actors.address.core;

import org.jspecify.annotations.NullMarked;
