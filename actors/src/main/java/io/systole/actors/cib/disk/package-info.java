/** Keeps the configuration in the state directory of a node. The only package here that touches files. */
@NullMarked
package io.systole.actors.cib.disk;

import org.jspecify.annotations.NullMarked;
