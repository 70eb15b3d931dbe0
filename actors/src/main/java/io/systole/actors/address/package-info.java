/** Lets connections to a node of several addresses go to the one that answers. */
@NullMarked
package io.systole.actors.address;

import org.jspecify.annotations.NullMarked;
